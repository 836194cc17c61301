"""Made-up people, so that no page looks empty on a demonstration; they are marked and kept out of production.

Names are the same at every load (a fixed seed). NIKs are sound in structure but have serials from 9001 on,
phone numbers lie in 0811-000-xxxx, KPJs and payment codes begin with 99, and company names say "(contoh)": nobody
should take them for real.
"""

from kiosk.services.demo.loading import demo_people_present, load_accounts_only, load_demo

__all__ = ["demo_people_present", "load_accounts_only", "load_demo"]
