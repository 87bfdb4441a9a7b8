// What the text box offers while one types: commands after "/", people after "@".

const list = document.getElementById("hints");
const box = document.getElementById("text");
const MOST = 40;

let offers = { "/": [], "@": [] };
let chosen = -1;

/** Take over what can be offered: [shown, explained, inserted] each. */
export function setOffers(commands, mentions) {
  offers = { "/": commands, "@": mentions };
}

export function isOffering() {
  return !list.hidden;
}

/** Say whether the chosen offer is already written out: Enter then sends. */
export function isWhole() {
  return list.children[chosen]?.firstChild.textContent.toLowerCase() === wordBefore().toLowerCase();
}

/** Offer what fits the word before the cursor. */
export function offer() {
  const word = wordBefore();
  const found = word ? fitting(word) : [];
  draw(found);
}

/** Offer all commands, or say that there are none. */
export function offerCommands() {
  if (!offers["/"].length) return false;
  draw(offers["/"]);
  return true;
}

function wordBefore() {
  const before = box.value.slice(0, box.selectionStart);
  return /(?:^\/\w*|(?:^|\s)@\w*)$/u.exec(before)?.[0].trimStart() ?? "";
}

function fitting(word) {
  const wanted = word.toLowerCase();
  return (offers[word[0]] ?? []).filter(
    ([shown, explained]) => shown.toLowerCase().startsWith(wanted) || (wanted.length > 1 && word[0] === "@" && explained.toLowerCase().includes(wanted.slice(1))),
  );
}

function draw(found) {
  chosen = found.length ? 0 : -1;
  list.replaceChildren(...found.slice(0, MOST).map(line));
  list.hidden = !found.length;
  mark();
}

function line([shown, explained, inserted], number) {
  const item = document.createElement("li");
  item.id = `hint-${number}`;
  item.setAttribute("role", "option");
  item.dataset.inserted = inserted;
  const name = document.createElement("b");
  name.textContent = shown;
  item.append(name, " ", explained);
  return item;
}

function mark() {
  [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
  const item = list.children[chosen];
  if (item) box.setAttribute("aria-activedescendant", item.id);
  else box.removeAttribute("aria-activedescendant");
  item?.scrollIntoView({ block: "nearest" });
}

/** Move the choice up or down. */
export function moveHint(by) {
  const count = list.children.length;
  chosen = (chosen + by + count) % count;
  mark();
}

export function closeHints() {
  draw([]);
}

/** Write the chosen offer in place of the word before the cursor. */
export function takeHint(item = list.children[chosen]) {
  if (!item) return;
  const word = wordBefore();
  const start = box.selectionStart - word.length;
  box.setRangeText(item.dataset.inserted, Math.max(start, 0), box.selectionStart, "end");
  closeHints();
  box.focus();
  box.dispatchEvent(new Event("input"));
  closeHints();
}

list.addEventListener("mousedown", (event) => event.preventDefault());
list.addEventListener("click", (event) => takeHint(event.target.closest("li")));
