// A page of a story that ink tells: its lines, and the places to press where the kiosk has them.
"use strict";
const story = new inkjs.Story(STORY);
const root = document.getElementById("page");
let at = 0;

function show() {
  const lines = [];
  while (story.canContinue) lines.push(story.Continue().trim());
  const page = PAGES[at];
  const strip = document.createElement("div");
  strip.id = "strip";
  if (at % 2 === 0) strip.className = "even";
  const title = document.createElement("h1");
  title.textContent = lines[0];
  if (at === 0) title.className = "moving";
  const list = document.createElement("div");
  list.id = "lines";
  for (const line of lines.slice(1)) {
    const row = document.createElement("p");
    row.textContent = line;
    list.append(row);
  }
  const targets = page.targets.map(([label, x, y, w, h], number) => {
    const target = document.createElement("div");
    target.className = "target";
    target.textContent = label;
    Object.assign(target.style, { left: x + "px", top: y + "px", width: w + "px", height: h + "px" });
    if (number === page.pressed) target.onclick = next;
    return target;
  });
  root.replaceChildren(strip, title, list, ...targets);
}

function next() {
  story.ChooseChoiceIndex(0);
  at = (at + 1) % PAGES.length;
  show();
}

// What lies between two frames while the title moves, told by the window's name.
const between = [];
let last = 0;
function frame(now) {
  if (at === 0 && last && now - last < 100) between.push(now - last);
  last = now;
  if (between.length === 180) {
    between.sort((a, b) => a - b);
    document.title = "frames " + between[178].toFixed(1);
    between.push(0);
  }
  if (between.length < 180) requestAnimationFrame(frame);
}
show();
requestAnimationFrame(frame);
