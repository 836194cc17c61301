"""What the web rows are measured against: Flask saying hello, and nothing else."""

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "hello"
