// Where in the messages one stands: new ones are followed only from the end; a message can be jumped to.

const view = document.getElementById("scroll");
const down = document.getElementById("down");
const NEAR = 80;

let follows = true;

function atEnd() {
  return view.scrollHeight - view.scrollTop - view.clientHeight < NEAR;
}

/** Change the messages; stay at the end, or where one was reading. */
export function keepingPlace(isNew, draw) {
  const fromEnd = view.scrollHeight - view.scrollTop;
  const first = view.querySelector(".bubble")?.id;
  draw();
  if (isNew || follows) toEnd();
  else if (view.querySelector(".bubble")?.id !== first) view.scrollTop = view.scrollHeight - fromEnd;
  noticePlace();
}

export function toEnd() {
  view.scrollTop = view.scrollHeight;
  noticePlace();
}

function noticePlace() {
  follows = atEnd();
  down.hidden = follows;
}

/** Bring a message into sight and point at it; gives whether it is there. */
export function jumpTo(number) {
  const bubble = view.querySelector(`.bubble[data-number="${CSS.escape(number)}"]`);
  if (!bubble) return false;
  bubble.scrollIntoView({ block: "center" });
  bubble.classList.remove("pointed");
  requestAnimationFrame(() => bubble.classList.add("pointed"));
  bubble.focus({ preventScroll: true });
  noticePlace();
  return true;
}

view.addEventListener("scroll", noticePlace, { passive: true });
view.addEventListener("load", () => follows && toEnd(), true);
down.addEventListener("click", toEnd);
new ResizeObserver(() => follows && toEnd()).observe(view);
