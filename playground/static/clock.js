// The world's clock in the bar: between two answers of the server it goes on by itself if the world's does.

import { look } from "./look.js";

const shown = document.getElementById("now");
let told = { now: Date.now(), at: Date.now(), runs: true };
let format = null;
let madeFor = "";

/** Take over the world's time (milliseconds) and whether it runs. */
export function setClock(now, runs) {
  told = { now, at: Date.now(), runs };
  show();
}

function show() {
  const now = told.runs ? told.now + Date.now() - told.at : told.now;
  if (madeFor !== look.lang + look.zone) {
    madeFor = look.lang + look.zone;
    format = new Intl.DateTimeFormat(look.lang === "zh" ? "zh-CN" : "en-GB", {
      timeZone: look.zone, weekday: "short", day: "numeric", month: "short",
      hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
    });
  }
  const text = format.format(now);
  if (shown.textContent !== text) shown.textContent = text;
  shown.dateTime = new Date(now).toISOString();
}

/** Offer the browser's own zone and let the clock go. */
export function startClock() {
  const select = document.getElementById("zone");
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (own && ![...select.options].some((option) => option.value === own)) select.add(new Option(own));
  setInterval(show, 1000);
}
