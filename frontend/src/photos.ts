// <photo-field> around <input type="file">: makes photos small before they travel, so that a
// 30 MB photo leaves a phone in seconds. A file that cannot be read as a picture goes as it is;
// the server decides about it.

const LONGEST_SIDE = 2000; // pixels
const QUALITY = 0.85;

const shrink = async (file: File): Promise<File> => {
  if (!file.type.startsWith("image/")) return file;
  const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }).catch(() => null);
  if (!bitmap) return file;
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  const context = canvas.getContext("2d");
  if (!context) return file;
  // JPEG knows no transparency: what shines through would turn black.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
  if (!blob || blob.size >= file.size) return file;
  const name = file.name.replace(/\.\w+$/, "") + ".jpg";
  return new File([blob], name, { type: "image/jpeg", lastModified: file.lastModified });
};

class PhotoField extends HTMLElement {
  connectedCallback(): void {
    this.input?.addEventListener("change", () => void this.prepare());
  }

  private get input(): HTMLInputElement | null {
    return this.querySelector("input[type=file]");
  }

  private async prepare(): Promise<void> {
    const input = this.input;
    const files = [...(input?.files ?? [])];
    if (!input || files.length === 0) return;
    const submit = [...(input.form?.elements ?? [])].filter(
      (item): item is HTMLButtonElement => item.matches("button:not([type=button])"),
    );
    submit.forEach((button) => (button.disabled = true));
    const ready = new DataTransfer();
    for (const [index, file] of files.entries()) {
      this.show(index, files.length);
      ready.items.add(await shrink(file));
    }
    input.files = ready.files;
    this.show(files.length, files.length);
    this.preview(ready.files);
    submit.forEach((button) => (button.disabled = false));
    this.dispatchEvent(new CustomEvent("photos-ready", { bubbles: true }));
  }

  private show(done: number, all: number): void {
    const bar = this.querySelector("progress");
    if (!bar) return;
    bar.hidden = done === all;
    bar.max = all;
    bar.value = done;
  }

  private preview(files: FileList): void {
    const list = this.querySelector("[data-previews]");
    if (!list) return;
    list.replaceChildren(
      ...[...files].filter((file) => file.type.startsWith("image/")).map((file) => {
        const picture = new Image();
        picture.src = URL.createObjectURL(file);
        picture.alt = file.name;
        picture.className = "photo-preview";
        picture.addEventListener("load", () => URL.revokeObjectURL(picture.src), { once: true });
        return picture;
      }),
    );
  }
}

customElements.define("photo-field", PhotoField);
