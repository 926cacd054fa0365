"""The people of the story, each in a browser of their own."""

from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page

from scripts.screenshots.product import Product


@dataclass(slots=True)
class People:
    """One browser context a person; `page("manager")` is signed in, `page("")` is a visitor."""

    browser: Browser
    product: Product
    slug: str
    pages: dict[str, Page] = field(default_factory=dict)

    def page(self, role: str) -> Page:
        if role not in self.pages:
            context = self.browser.new_context(
                base_url=self.product.url,
                locale="zh-CN",
                timezone_id="Asia/Shanghai",
                geolocation={"latitude": 30.6302, "longitude": 104.1001, "accuracy": 12},
                permissions=["geolocation"],
            )
            self.pages[role] = context.new_page()
            if role:
                self.sign_in(self.pages[role], role)
        return self.pages[role]

    def sign_in(self, page: Page, role: str) -> None:
        page.goto("/accounts/login/")
        page.fill("[name=login]", f"{self.slug}-{role}")
        page.fill("[name=password]", self.product.password)
        page.click("main button[type=submit], form button.btn-primary")
        page.wait_for_load_state()

    def go(self, role: str, path: str) -> Page:
        page = self.page(role)
        page.goto(path)
        return page
