// <signature-field>: a canvas to sign on with finger, pen or mouse. The hidden input gets a PNG as
// a data URL after each stroke, or nothing when it is cleared.

import SignaturePad from "signature_pad";

class SignatureField extends HTMLElement {
  private pad: SignaturePad | null = null;
  private readonly resized = new ResizeObserver(() => this.fit());

  connectedCallback(): void {
    const canvas = this.canvas;
    if (!canvas || this.pad) return;
    this.pad = new SignaturePad(canvas, { backgroundColor: "#fff", penColor: "#1a2b49" });
    this.pad.addEventListener("endStroke", () => this.keep());
    this.querySelector("[data-clear]")?.addEventListener("click", () => this.clear());
    this.input?.form?.addEventListener("submit", this.refuseEmpty, true);
    this.resized.observe(canvas);
  }

  disconnectedCallback(): void {
    this.resized.disconnect();
    this.pad?.off();
    this.pad = null;
  }

  private get canvas(): HTMLCanvasElement | null {
    return this.querySelector("canvas");
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector("input[type=hidden]");
  }

  // The bitmap follows the size on screen; what was drawn is drawn again.
  private fit(): void {
    const canvas = this.canvas;
    if (!canvas || !this.pad || canvas.offsetWidth === 0) return;
    const ratio = Math.max(devicePixelRatio, 1);
    const width = Math.round(canvas.offsetWidth * ratio);
    const height = Math.round(canvas.offsetHeight * ratio);
    if (canvas.width === width && canvas.height === height) return;
    const strokes = this.pad.toData();
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d")?.scale(ratio, ratio);
    this.pad.clear();
    this.pad.fromData(strokes);
  }

  private keep(): void {
    if (this.input && this.pad) this.input.value = this.pad.toDataURL("image/png");
    this.complain(false);
  }

  private clear(): void {
    this.pad?.clear();
    if (this.input) this.input.value = "";
  }

  private complain(visible: boolean): void {
    const alert = this.querySelector<HTMLElement>("[role=alert]");
    if (alert) alert.hidden = !visible;
  }

  private readonly refuseEmpty = (event: Event): void => {
    if (!this.isConnected || !this.hasAttribute("required") || this.input?.value) return;
    event.preventDefault();
    event.stopPropagation();
    this.dispatchEvent(new CustomEvent("submit-refused", { bubbles: true }));
    this.complain(true);
    this.scrollIntoView({ block: "center" });
  };
}

customElements.define("signature-field", SignatureField);
