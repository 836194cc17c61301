// "Pakai kamera": the computer's or telephone's camera puts its picture into the file field, and is switched off at
// once. Without a camera, without HTTPS or without this file the field alone is there (on a telephone it opens the camera).
(() => {
  const able = Boolean(navigator.mediaDevices?.getUserMedia && navigator.mediaDevices.enumerateDevices && window.DataTransfer);
  let [stream, open] = [null, null]; // what the camera sends, the tools it is open in

  const inputOf = (tools) => document.getElementById(tools.dataset.photoTools);
  const part = (tools, name) => tools.querySelector(`[data-${name}]`);

  // Where the button opens the camera, the field is for files: `capture` would leave no choice on a telephone.
  async function begin() {
    if (!able || !document.querySelector("[data-camera-open][hidden]")) return;
    const devices = await navigator.mediaDevices.enumerateDevices();
    if (!devices.some((device) => device.kind === "videoinput")) return;
    for (const tools of document.querySelectorAll("[data-photo-tools]")) {
      if (open !== tools) part(tools, "camera-open").hidden = false;
      inputOf(tools).removeAttribute("capture");
    }
  }

  function say(tools, words) {
    part(tools, "photo-said").textContent = words;
  }

  async function start(tools) {
    stop();
    say(tools, "");
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment", width: { ideal: 1280 } } });
    } catch {
      say(tools, part(tools, "photo-said").dataset.noCamera);
      return;
    }
    open = tools;
    const video = tools.querySelector("video");
    video.srcObject = stream;
    part(tools, "camera").hidden = false;
    part(tools, "camera-open").hidden = true;
    part(tools, "camera-take").focus();
    await video.play().catch(() => {});
  }

  function stop() {
    for (const track of stream?.getTracks() || []) track.stop();
    if (open) {
      open.querySelector("video").srcObject = null;
      part(open, "camera").hidden = true;
      part(open, "camera-open").hidden = false;
    }
    [stream, open] = [null, null];
  }

  async function take(tools) {
    const video = tools.querySelector("video");
    if (!video.videoWidth) return;
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
    canvas.getContext("2d").drawImage(video, 0, 0);
    const blob = await new Promise((resolve) => { canvas.toBlob(resolve, "image/jpeg", 0.9); });
    const carrier = new DataTransfer();
    carrier.items.add(new File([blob], "kamera.jpg", { type: "image/jpeg" }));
    const input = inputOf(tools);
    input.files = carrier.files;
    input.dispatchEvent(new CustomEvent("change", { bubbles: true, detail: { made: true } }));
    close(tools);
    say(tools, part(tools, "photo-said").dataset.taken);
  }

  function close(tools) {
    stop();
    part(tools, "camera-open").focus();
  }

  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-camera-open], [data-camera-take], [data-camera-close]");
    const tools = button?.closest("[data-photo-tools]");
    if (!tools) return;
    if (button.matches("[data-camera-open]")) start(tools);
    else if (button.matches("[data-camera-take]")) take(tools);
    else close(tools);
  });

  // Nobody is filmed on a page that is left, covered or replaced.
  window.addEventListener("pagehide", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden) stop(); });
  new MutationObserver(() => {
    if (document.documentElement.classList.contains("is-locked")) stop();
  }).observe(document.documentElement, { attributeFilter: ["class"] });
  document.addEventListener("htmx:after:swap", () => {
    if (open && !open.isConnected) stop();
    begin();
  });
  begin();
})();
