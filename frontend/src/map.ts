// <day-map data-source="id">: stations, jobs and ways of a day, as a JSON script on the page holds
// them. Without tiles: a plain map of degrees with the capitals of the provinces. The lists beside
// it say the same to those who read.
import "leaflet/dist/leaflet.css";
import "./map.css";
import { circleMarker, divIcon, latLngBounds, layerGroup, map, marker, polyline, tileLayer, type LatLngTuple, type LayerGroup, type Map as Leaflet } from "leaflet";

interface Stop {
  code: string;
  words: string;
  url: string;
  point: LatLngTuple | null;
}

interface Day {
  stations: { name: string; point: LatLngTuple }[];
  routes: { name: string; km: number; points: LatLngTuple[]; stops: Stop[] }[];
  waiting: Stop[];
  places: { name: string; point: LatLngTuple; is_capital: boolean }[];
  tiles: string;
}

const COLOURS = ["#206bc4", "#2fb344", "#ae3ec9", "#f76707", "#0ca678", "#d6336c", "#4263eb", "#74b816"];
const CHINA: LatLngTuple[] = [[18, 74], [53.5, 134.5]];
const WAITING = "#d63939";

// Words are put in as text, never as markup.
const label = (words: string): HTMLElement => {
  const element = document.createElement("span");
  element.textContent = words;
  return element;
};

const degrees = (into: Leaflet): void => {
  const line = (points: LatLngTuple[], whole: number): unknown =>
    polyline(points, { color: whole % 5 === 0 ? "#b5c3d6" : "#dfe6ef", weight: 1, interactive: false }).addTo(into);
  for (let north = 15; north <= 55; north += 1) line([[north, 70], [north, 140]], north);
  for (let east = 70; east <= 140; east += 1) line([[15, east], [55, east]], east);
};

const names = (places: Day["places"]): LayerGroup =>
  layerGroup(
    places.map((place) =>
      marker(place.point, { icon: divIcon({ className: "map-place", html: label(place.name) }), interactive: false, keyboard: false }),
    ),
  );

// From far the capitals alone, from near every city.
const NEAR = 6;
const places = (into: Leaflet, all: Day["places"]): void => {
  const far = names(all.filter((place) => place.is_capital));
  const near = names(all);
  const show = (): void => {
    const [on, off] = into.getZoom() >= NEAR ? [near, far] : [far, near];
    into.removeLayer(off);
    into.addLayer(on);
  };
  into.on("zoomend", show);
  into.whenReady(show);
};

const dot = (into: Leaflet, point: LatLngTuple, colour: string, words: string): void => {
  circleMarker(point, { radius: 8, color: "#fff", weight: 2, fillColor: colour, fillOpacity: 1 }).bindTooltip(label(words)).addTo(into);
};

class DayMap extends HTMLElement {
  #map: Leaflet | undefined;

  connectedCallback(): void {
    const held = document.getElementById(this.dataset.source ?? "");
    if (!held) return;
    const day = JSON.parse(held.textContent ?? "{}") as Day;
    const drawn = map(this, { attributionControl: false, minZoom: 3, maxZoom: day.tiles ? 18 : 9 });
    this.#map = drawn;
    if (day.tiles) tileLayer(day.tiles).addTo(drawn);
    else {
      degrees(drawn);
      places(drawn, day.places);
    }
    this.#draw(drawn, day);
  }

  disconnectedCallback(): void {
    this.#map?.remove();
  }

  #draw(drawn: Leaflet, day: Day): void {
    const seen: LatLngTuple[] = [];
    day.stations.forEach((station) => {
      seen.push(station.point);
      marker(station.point, { icon: divIcon({ className: "map-station", html: label(station.name) }), keyboard: false }).addTo(drawn);
    });
    day.routes.forEach((route, number) => {
      const colour = COLOURS[number % COLOURS.length] ?? "#206bc4";
      polyline(route.points, { color: colour, weight: 3 }).bindTooltip(label(`${route.name} ${route.km} km`)).addTo(drawn);
      route.stops.forEach((stop) => {
        if (!stop.point) return;
        seen.push(stop.point);
        dot(drawn, stop.point, colour, `${stop.code} ${stop.words}`);
      });
    });
    day.waiting.forEach((stop) => {
      if (!stop.point) return;
      seen.push(stop.point);
      dot(drawn, stop.point, WAITING, `${stop.code} ${stop.words}`);
    });
    drawn.fitBounds(latLngBounds(seen.length > 0 ? seen : CHINA), { padding: [40, 40], maxZoom: day.tiles ? 11 : 7 });
  }
}

customElements.define("day-map", DayMap);
