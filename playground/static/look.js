// What this tab looks at. It stands in the address, so that reloading and going back work.

export const words = JSON.parse(document.body.dataset.words);
export const look = JSON.parse(document.body.dataset.look);

/** Fill the places of a text: say("attached", {name: "plan.csv"}). */
export function say(key, values = {}) {
  return words[key].replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** The query that leads to this view, with more fields if given. */
export function query(more = {}) {
  return new URLSearchParams({ ...look, ...more }).toString();
}

/** Look at something else; empty values are left out. */
export function change(wanted) {
  if ("chat" in wanted && wanted.chat !== look.chat) {
    delete look.topic;
    delete look.shown;
  }
  Object.assign(look, wanted);
  for (const key of Object.keys(look)) {
    if (look[key] === "" || look[key] === null) delete look[key];
  }
}

/** Take over exactly this view (as the server named it, or as it was before). */
export function replace(exactly) {
  for (const key of Object.keys(look)) delete look[key];
  Object.assign(look, exactly);
}

export const narrow = matchMedia("(max-width: 760px)");

/** Say whether the chat is in sight: always on a wide screen, else when its pane is open. */
export function chatIsOpen() {
  const onTop = !narrow.matches || document.body.dataset.pane === "chat";
  return onTop && document.visibilityState === "visible";
}
