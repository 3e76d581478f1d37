// Streamlit speaks English only: its own words are translated here, never anything a user wrote.
(() => {
  const WORDS = {
    "Upload": "파일 고르기", "Browse files": "파일 고르기", "Drag and drop file here": "파일을 여기에 놓으세요",
    "Drag and drop files here": "파일을 여기에 놓으세요", "Add files": "파일 추가", "Remove file": "파일 지우기",
    "Skip to main content": "본문으로 건너뛰기", "Navigate to home page": "첫 화면으로", "Fullscreen": "전체 화면", "Close fullscreen": "전체 화면 닫기",
    "Exit fullscreen": "전체 화면 닫기", "Download as CSV": "CSV로 받기", "Show/hide columns": "열 보이기/숨기기",
    "Search": "찾기", "Clear selection": "선택 해제", "Show data": "표로 보기", "Show chart": "차트로 보기",
    "Download": "받기", "No results": "결과 없음", "No options to select": "고를 것이 없습니다",
    "Select all": "모두 선택", "Clear all": "모두 지우기", "Clear value": "지우기", "Choose an option": "고르세요",
    "Choose options": "고르세요", "Close": "닫기", "open": "열기", "Open": "열기", "Settings": "설정", "Print": "인쇄",
    "Rerun": "다시 실행", "Appearance": "화면 모드", "Light": "밝게", "Dark": "어둡게", "Wide mode": "넓게 보기",
    "Use system setting": "시스템 설정 따르기", "System": "시스템", "Main menu": "기본 메뉴", "About": "정보",
    "Page not found": "페이지를 찾을 수 없습니다", "Connecting": "연결 중", "Connection error": "연결 오류",
    "Running...": "처리 중", "Stop": "중지", "Sort ascending": "오름차순", "Sort descending": "내림차순",
    "Autosize": "너비 맞춤", "Pin column": "열 고정", "Unpin column": "열 고정 해제", "Hide column": "열 숨기기",
    "Show more": "더 보기", "Show less": "줄이기", "View more": "더 보기", "View less": "줄이기",
    "Expand sidebar": "메뉴 펼치기", "Collapse sidebar": "메뉴 접기", "Copy to clipboard": "복사", "Copied": "복사함",
    "Failed to generate file for download": "파일을 만들지 못했습니다. 그림에는 서버의 Chromium이 필요하고, CSV와 엑셀은 없어도 됩니다.",
    "Press Enter to apply": "Enter를 누르면 적용됩니다", "Press Enter to submit form": "Enter를 누르면 답합니다",
    "Increment": "늘리기", "Decrement": "줄이기", "Show password": "암호 보기", "Hide password": "암호 숨기기",
    "Selected values": "고른 값", "Help": "도움말", "Show help": "도움말 보기", "Expand": "펼치기", "Collapse": "접기",
  };
  const PATTERNS = [
    [/^(\d+(?:\.\d+)?[KMG]?B) per file(?: • (.*))?$/, (_, size, kinds) => `파일당 ${size}까지${kinds ? ` · ${kinds}` : ""}`],
    [/^Limit (\d+[KMG]?B) per file(?: • (.*))?$/, (_, size, kinds) => `파일당 ${size}까지${kinds ? ` · ${kinds}` : ""}`],
    [/^Help for (.+)$/, (_, label) => `${label} 도움말`],
    [/^(.+) — start$/, (_, label) => `${label} 처음`],
    [/^(.+) — end$/, (_, label) => `${label} 끝`],
    [/^Remove (.+)$/, (_, label) => `${label} 빼기`],
  ];
  const SCOPE = ["stFileUploader", "stHeader", "stToolbar", "stElementToolbar", "stMainMenuPopover", "stMultiSelect",
    "stSelectbox", "stSelectboxVirtualDropdown", "stDialog", "stSkipToContent", "stStatusWidget", "stConnectionStatus",
    "InputInstructions", "stNumberInput", "stTextInput", "stPopoverBody", "stSidebarCollapseButton", "stExpandSidebarButton"].map(name => `[data-testid=${name}]`).join(",")
    + ",[role=tooltip],[data-testid=stMultiSelectDropdown] [data-key=__select_all__],[data-testid=stMultiSelectDropdown] [role=option]:not([data-key])";
  const ATTRIBUTES = ["aria-label", "title", "placeholder"];

  document.documentElement.lang = "__LANG__";
  window.__fiveS = window.__fiveS || { undo: new Map() };
  const state = window.__fiveS;
  state.lang = "__LANG__";

  const korean = text => {
    const bare = text.trim();
    if (!bare) return null;
    if (WORDS[bare]) return text.replace(bare, WORDS[bare]);
    for (const [pattern, build] of PATTERNS) if (pattern.test(bare)) return bare.replace(pattern, build);
    return null;
  };
  const keep = (node, name, from, to) => {
    const known = state.undo.get(node) || {};
    known[name] = { from, to };
    state.undo.set(node, known);
  };
  const text = node => {
    const parent = node.parentElement;
    if (!parent || parent.dataset.testid === "stIconMaterial" || !parent.closest(SCOPE)) return;
    const said = korean(node.nodeValue);
    if (said !== null && said !== node.nodeValue) { keep(node, "", node.nodeValue, said); node.nodeValue = said; }
  };
  const attributes = node => {
    for (const name of ATTRIBUTES) {
      const value = node.getAttribute(name);
      const said = value && korean(value);
      if (said && said !== value) { keep(node, name, value, said); node.setAttribute(name, said); }
    }
  };
  const translate = root => {
    if (state.lang !== "ko" || !root) return;
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.currentNode; node; node = walker.nextNode()) node.nodeType === 3 ? text(node) : attributes(node);
  };
  const restore = () => {
    for (const [node, kept] of state.undo) {
      for (const [name, { from, to }] of Object.entries(kept)) {
        if (name === "") { if (node.nodeValue === to) node.nodeValue = from; }
        else if (node.getAttribute(name) === to) node.setAttribute(name, from);
      }
    }
    state.undo.clear();
  };
  const forget = () => { for (const node of state.undo.keys()) if (!node.isConnected) state.undo.delete(node); };

  state.apply = () => { forget(); state.lang === "ko" ? translate(document.body) : restore(); };
  if (!state.watching) {
    // A reload forgets what was chosen and not saved yet: the browser asks first.
    window.addEventListener("beforeunload", event => {
      if (document.querySelector(".st-key-unsaved, .st-key-unsaved_entries")) event.preventDefault();
    });
    // Paper is narrower than many screens: a drawing is scaled to it, not cut.
    const drawings = () => document.querySelectorAll(".js-plotly-plot .main-svg");
    window.addEventListener("beforeprint", () => {
      for (const one of drawings()) {
        one.setAttribute("viewBox", `0 0 ${one.getAttribute("width")} ${one.getAttribute("height")}`);
        one.setAttribute("preserveAspectRatio", "xMinYMin meet");
      }
    });
    window.addEventListener("afterprint", () => {
      for (const one of drawings()) { one.removeAttribute("viewBox"); one.removeAttribute("preserveAspectRatio"); }
    });
    // A tap has no way of the mouse before it: without one Plotly would select what the tap before this one pointed at.
    document.addEventListener("touchstart", event => {
      const place = event.target.closest?.(".js-plotly-plot .nsewdrag"), touch = event.touches[0];
      if (!place || event.touches.length > 1) return;
      place.dispatchEvent(new MouseEvent("mousemove", { bubbles: true, view: window, clientX: touch.clientX, clientY: touch.clientY }));
    }, { capture: true, passive: true });
    // What a click on a chart, or a choice by name, opens stands below, often below the screen: the page goes there once it has come.
    const await_detail = () => {
      const before = location.search, until = Date.now() + 10000;
      clearInterval(state.awaiting);
      state.awaiting = setInterval(() => {
        const detail = document.querySelector(".st-key-detail"), search = location.search;
        const come = detail && search !== before && new URLSearchParams(search).has("open");
        if (come || Date.now() > until) clearInterval(state.awaiting);
        if (!come) return;
        const top = detail.getBoundingClientRect().top;
        detail.tabIndex = -1;
        detail.focus({ preventScroll: true });
        if (top >= 0 && top < innerHeight * 0.6) return;
        const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
        detail.scrollIntoView({ behavior: calm ? "auto" : "smooth", block: "start" });
      }, 150);
    };
    document.addEventListener("pointerdown", event => {
      if (event.target.closest?.(".js-plotly-plot .nsewdrag")) await_detail();
    }, true);
    // A choice by name closes what it was made in, which would cover the chart. What is open stays so for the choice itself.
    const choice_made = () => {
      if (!document.querySelector("[data-testid=stPopoverBody] [class*=st-key-reach_]")) return;
      await_detail();
      setTimeout(() => document.querySelector("[class*=st-key-reach_] [data-testid=stPopoverButton][aria-expanded=true]")?.click(), 100);
    };
    document.addEventListener("click", event => { if (event.target.closest?.("[role=option]")) choice_made(); }, true);
    document.addEventListener("keydown", event => {
      const within = event.key === "Enter" && event.target.closest?.("[class*=st-key-reach_]");
      if (within && document.querySelector("[role=option]")) choice_made();
    }, true);
    // What a button unfolds by key stands at the end of the document, many steps of Tab away: the focus goes into it.
    document.addEventListener("keydown", event => {
      if (!["Enter", " "].includes(event.key) || !event.target.closest?.("[data-testid=stPopover] button")) return;
      const until = Date.now() + 2000;
      const looking = setInterval(() => {
        const inside = document.querySelector("[data-testid=stPopoverBody] :is(input, button, a[href]):not([disabled])");
        if (inside || Date.now() > until) clearInterval(looking);
        inside?.focus();
      }, 50);
    }, true);
    state.watching = new MutationObserver(changes => {
      for (const change of changes) {
        if (change.type !== "childList") { translate(change.target.nodeType === 3 ? change.target.parentElement : change.target); continue; }
        for (const node of change.addedNodes) translate(node.nodeType === 3 ? node.parentElement : node);
      }
    });
    state.watching.observe(document.body, { childList: true, subtree: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
  }
  state.apply();
})();
