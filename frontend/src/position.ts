// <position-field>: asks the phone where it is, only when its owner says so, and fills the hidden
// fields latitude, longitude and accuracy. Without a position the form goes all the same.

class PositionField extends HTMLElement {
  connectedCallback(): void {
    this.querySelector("button")?.addEventListener("click", () => this.ask());
  }

  private ask(): void {
    if (!("geolocation" in navigator)) return this.say(this.dataset.unavailable);
    this.say(this.dataset.asking);
    navigator.geolocation.getCurrentPosition(
      (found) => this.fill(found.coords),
      (problem) =>
        this.say(
          problem.code === problem.PERMISSION_DENIED ? this.dataset.denied : this.dataset.unavailable,
        ),
      { enableHighAccuracy: true, timeout: 15_000, maximumAge: 60_000 },
    );
  }

  private fill(place: GeolocationCoordinates): void {
    this.put("latitude", place.latitude.toFixed(6));
    this.put("longitude", place.longitude.toFixed(6));
    this.put("accuracy", String(Math.round(place.accuracy)));
    this.say(this.dataset.found);
  }

  private put(name: string, value: string): void {
    const field = this.querySelector<HTMLInputElement>(`input[name$="${name}"]`);
    if (field) field.value = value;
  }

  private say(words: string | undefined): void {
    const status = this.querySelector("[role=status]");
    if (status) status.textContent = words ?? "";
  }
}

customElements.define("position-field", PositionField);
