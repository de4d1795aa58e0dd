"""Opens a report in headless Chromium and holds it to what a report has to be.

usage: page.py PAGE RUN_JSON [SCREENSHOTS]

Prints a line for everything that is not so, and exits with 1 where there is one.
"""

import base64
import bisect
import hashlib
import importlib.util
import json
import re
import sys
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.common.keys import Keys

# The package's own code wants playwright, which is not needed for what it carries.
AXE = Path(importlib.util.find_spec("axe_playwright_python").origin).with_name(
    "axe.min.js").read_text()
# Width, height, media, colour scheme.
VIEWS = {
    "phone": (360, 800, "screen", "light"),
    "desktop": (1280, 800, "screen", "light"),
    "dark": (1280, 800, "screen", "dark"),
    "print": (720, 1000, "print", "light"),
}
MINUS = "\N{MINUS SIGN}"

# Rectangles of all text that can be seen, line by line: text, left, top, right, bottom, number of its
# node, whether it is in a picture.
TEXT_BOXES = """
const boxes = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node, index = 0; (node = walker.nextNode()); index++) {
  if (!node.data.trim() || node.parentElement.closest('script, style')) continue;
  const style = getComputedStyle(node.parentElement);
  if (style.visibility === 'hidden' || node.parentElement.closest('.skip')) continue;
  if (!node.parentElement.checkVisibility()) continue;
  const head = node.parentElement.closest('thead');
  if (head && getComputedStyle(head).position === 'absolute') continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  const svg = node.parentElement.closest('svg');
  const rects = svg ? [node.parentElement.getBoundingClientRect()] : range.getClientRects();
  for (const box of rects) {
    if (box.width < 1 || box.height < 1) continue;
    boxes.push([node.data.trim().slice(0, 40), box.left, box.top, box.right, box.bottom, index,
      svg ? [svg.getBoundingClientRect()].map(b => [b.left, b.top, b.right, b.bottom])[0] : null]);
  }
}
return boxes;
"""

CELLS = """
return [...document.querySelectorAll('td, th, dd, dt, pre')].filter(cell => {
  const head = cell.closest('thead');
  return cell.checkVisibility() && !(head && getComputedStyle(head).position === 'absolute')
    && cell.scrollWidth > cell.clientWidth + 1;
}).map(cell => cell.textContent.slice(0, 60));
"""


def main(page, document, screenshots=None):
    findings = []
    driver = browser()
    try:
        driver.get(Path(page).resolve().as_uri())
        findings += requests(driver)
        for name, view in VIEWS.items():
            show(driver, *view)
            findings += [f"{name}: {finding}" for finding in layout(driver)]
            if screenshots:
                shoot(driver, Path(screenshots) / f"{name}.png")
        show(driver, *VIEWS["desktop"])
        for scheme in ("light", "dark"):
            show(driver, 1280, 800, "screen", scheme)
            findings += [f"axe, {scheme}: {finding}" for finding in accessibility(driver)]
        run = json.loads(Path(document).read_text())
        own_hash = hashlib.sha256(Path(document).read_bytes()).hexdigest()
        findings += numbers(driver, run) + strays(driver, run, own_hash)
        findings += plotted(driver, run) + trends(driver, run) + keyboard(driver)
        findings += without_script(driver, page)
        findings += [f"console: {entry['message']}" for entry in driver.get_log("browser")]
    finally:
        driver.quit()
    print("\n".join(findings))
    return 1 if findings else 0


def browser():
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--force-device-scale-factor=1", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    service = webdriver.ChromeService("/usr/bin/chromedriver")
    return webdriver.Chrome(options=options, service=service)


def show(driver, width, height, media, scheme):
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "media": media, "features": [{"name": "prefers-color-scheme", "value": scheme}]})


def shoot(driver, path):
    """The whole page, cut after 16,000 pixels."""
    height = driver.execute_script("return document.documentElement.scrollHeight")
    width = driver.execute_script("return innerWidth")
    clip = {"x": 0, "y": 0, "width": width, "height": min(height, 16000), "scale": 1}
    shot = driver.execute_cdp_cmd(
        "Page.captureScreenshot", {"captureBeyondViewport": True, "clip": clip})
    path.write_bytes(base64.b64decode(shot["data"]))


def requests(driver):
    """Everything that the page asked for beside itself."""
    seen = []
    for entry in driver.get_log("performance"):
        message = json.loads(entry["message"])["message"]
        if message["method"] == "Network.requestWillBeSent":
            seen.append(message["params"]["request"]["url"])
    return [f"request: {url}" for url in seen if not url.startswith(("file:", "data:,"))
            or seen.count(url) > 1]


def layout(driver):
    """Text on text, text out of its picture, cells that spill, a page that is too wide."""
    findings = []
    wide, room = driver.execute_script(
        "return [document.documentElement.scrollWidth, innerWidth]")
    if wide > room + 1:
        findings.append(f"the page is {wide} pixels wide, the window {room}")
    boxes = sorted(driver.execute_script(TEXT_BOXES), key=lambda box: box[2])
    for index, (text, left, top, right, bottom, node, picture) in enumerate(boxes):
        if picture and (left < picture[0] - 2 or right > picture[2] + 2
                        or top < picture[1] - 2 or bottom > picture[3] + 2):
            findings.append(f"'{text}' stands out of its picture")
        for other in boxes[index + 1:]:
            if other[2] > bottom - 4:
                break
            shared = min(right, other[3]) - max(left, other[1])
            if other[5] != node and shared > 2:
                findings.append(f"'{text}' overlaps '{other[0]}'")
    findings += [f"a cell spills: '{text}'" for text in driver.execute_script(CELLS)]
    return findings


def accessibility(driver):
    driver.execute_script(AXE)
    result = driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done)")
    return [f"{violation['id']}: {node['html'][:120]} ({node['failureSummary'][:200]})"
            for violation in result["violations"] for node in violation["nodes"][:3]]


def numbers(driver, run):
    """Every number that is told is run.json's."""
    findings = []
    cells = driver.execute_script(
        "return [...document.querySelectorAll('[data-at]')].map(e => [e.dataset.at, e.textContent])")
    if len(cells) < 10:
        findings.append(f"only {len(cells)} numbers say where they come from")
    for pointer, text in cells:
        try:
            value = resolve(run, pointer)
        except (KeyError, IndexError):
            value = None
        if not agrees(text.strip(), value, pointer, run):
            findings.append(f"{pointer}: the page says '{text}', run.json {value!r}")
    for text in driver.execute_script(
            "return [...document.querySelectorAll('td.number:not([data-at])')]"
            ".map(e => e.textContent)"):
        if text.strip() not in ("–", ""):
            findings.append(f"the number '{text}' does not say where it comes from")
    return findings


# Numbers of the page's own words: shares of intervals, hash functions, a coefficient, a standard.
OWN_NUMBERS = {"95", "99", "1.96", "256"}

# Text nodes that a reader sees or may unfold, plots aside: their text, the case that they are of.
SENTENCES = """
const found = [];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let node; (node = walker.nextNode());) {
  const parent = node.parentElement;
  if (!/[0-9]/.test(node.data) || parent.closest('script, style, svg, button, output')) continue;
  const part = parent.closest('section.case');
  found.push([node.data, part ? part.getAttribute('aria-labelledby') : null]);
}
return found;
"""


def strays(driver, run, own_hash):
    """No number anywhere in the page's words is without a source: a number of run.json, a number in
    one of its texts, or what can be counted or divided from it."""
    values, words = sources([run, own_hash])
    cases = run["judgement"]["cases"]
    counted = {None: counts(run)}
    for number, item in enumerate(cases, 1):
        counted[f"case-{number}"] = counts(item)
    everywhere = set().union(*counted.values())
    findings = []
    for text, place in driver.execute_script(SENTENCES):
        for token in re.findall(r"\d+(?:\.\d+)?", text):
            digit = 10.0 ** -len(token.partition(".")[2])
            within = max(digit, 0.01 if digit < 1 else 1) / 2 * 1.000001
            at = bisect.bisect_left(values, float(token) - within)
            if token in OWN_NUMBERS or token in words or (
                    at < len(values) and values[at] <= float(token) + within):
                continue
            near_counts = counted.get(place, everywhere) | (everywhere if place is None else set())
            if any(abs(float(token) - count) <= within for count in near_counts):
                continue
            findings.append(f"the number {token} in '{text.strip()[:70]}' has no source in run.json")
    return findings


def sources(part, values=None, words=None):
    """All numbers of a document, sizes in order, and the numbers in its texts."""
    top = values is None
    values, words = ([], set()) if top else (values, words)
    if isinstance(part, dict):
        for item in part.values():
            sources(item, values, words)
    elif isinstance(part, list):
        for item in part:
            sources(item, values, words)
    elif isinstance(part, str):
        words.update(re.findall(r"\d+(?:\.\d+)?", part))
        # What of a text is hidden is told by its number.
        words.update(token for character in part if not character.isprintable()
                     for token in re.findall(r"\d+", f"{ord(character):X}"))
    elif isinstance(part, (int, float)) and not isinstance(part, bool):
        values.append(abs(part))
    if top:
        values.sort()
    return values, words


def counts(part):
    """What the page counts or divides of a run, or of a case of it."""
    found = set()
    if "checks" in part:
        found |= {len(part["checks"]), sum(c["verdict"] == "pass" for c in part["checks"])}
        outcomes = [stride["outcome"] for stride in part["strides"]]
        found |= {outcomes.count(kind) for kind in set(outcomes)} | {0}
        for attempt in part["attempts"]:
            seconds = attempt.get("replaySeconds")
            found |= {part["stimulus"]["seconds"] / seconds} if seconds else set()
    else:
        bad = sum(case["verdict"] != "pass" for case in part["judgement"]["cases"])
        found |= {bad - 3}
        earlier = part.get("earlier")
        if earlier:
            found |= {len(earlier["runs"]), len(earlier["series"])}
            found |= {sum(v is not None for v in s["values"]) for s in earlier["series"]}
        for seconds in [part["run"]["durationSeconds"]] + [
                c["stimulus"]["seconds"] for c in part["judgement"]["cases"]]:
            whole = round(seconds)
            found |= {whole // 60, whole % 60, whole // 3600, whole % 3600 // 60}
    return found


def resolve(document, pointer):
    for part in pointer.lstrip("/").split("/"):
        part = part.replace("~1", "/").replace("~0", "~")
        document = document[int(part)] if isinstance(document, list) else document[part]
    return document


def agrees(text, value, pointer, run):
    """Whether a text tells a value, to as many digits as it has."""
    if isinstance(value, str):
        return text == value or not value.isprintable()
    if pointer.endswith("/limit"):
        bounds = [bound for bound in (value.get("lower"), value.get("upper")) if bound is not None]
        told = read(text)
        return len(told) >= 1 and all(
            any(near(number, abs(bound)) or near(number, bound) for number in told)
            for bound in bounds)
    if value is None:
        return text == "–"
    told = read(text)
    if not told or not near(told[0], value):
        return False
    if "±" in text:
        measured = resolve(run, pointer.rsplit("/", 1)[0])
        return near(told[1], measured["uncertainty"])
    return True


def read(text):
    """Numbers in a text, each with the size of its last digit."""
    found = re.findall(rf"[{MINUS}+-]?\d+(?:\.\d+)?", text)
    return [(float(item.replace(MINUS, "-")), 10.0 ** -len(item.partition(".")[2]))
            for item in found]


def near(told, value):
    number, digit = told
    return abs(number - value) <= max(digit, 0.01 if digit < 1 else 1) / 2 * 1.000001


def plotted(driver, run):
    """Stride lengths as they are drawn are those of run.json."""
    findings = []
    for number, item in enumerate(run["judgement"]["cases"], 1):
        label = f"stride length stride by stride in case {number}"
        paths = driver.execute_script(
            """
            const part = document.querySelector(`[aria-labelledby="case-${arguments[0]}"]`);
            const svg = [...part.querySelectorAll('figure svg')].find(
              svg => svg.getAttribute('aria-label').startsWith('stride length stride by stride'));
            if (!svg) return null;
            const of = kind => [...svg.querySelectorAll('path.dots.' + kind)].map(
              path => path.getAttribute('d')).filter(d => !/m8 0h0$/.test(d));
            return [svg.dataset.scale, of('told'), of('golden')];
            """, number)
        wants = {
            "told": [s["lengthMillimetres"] for s in item["strides"] if "lengthMillimetres" in s],
            "golden": [s["referenceLengthMillimetres"] for s in item["strides"]
                       if "referenceLengthMillimetres" in s]}
        if paths is None:
            if wants["golden"] and any(c["name"] == "stride_length" for c in item["checks"]) \
                    and item["attempts"]:
                findings.append(f"there is no plot of {label}")
            continue
        x0, x1, left, right, y0, y1, bottom, top = map(float, paths[0].split())
        for kind, drawn in zip(("told", "golden"), paths[1:]):
            places = [float(y) for path in drawn
                      for y in re.findall(r"M[-\d.]+ ([-\d.]+)h0", path)]
            values = sorted(y0 + (bottom - y) / (bottom - top) * (y1 - y0) for y in places)
            unit = (y1 - y0) / (bottom - top) * 0.06
            if not alike(values, sorted(wants[kind]), unit):
                findings.append(f"{label}: {kind} is drawn as {values[:5]}…, is {wants[kind][:5]}…")
    return findings


def trends(driver, run):
    """Every earlier run of a trend is drawn where run.json has it, and the run itself."""
    findings = []
    series = run.get("earlier", {}).get("series", [])
    drawn = driver.execute_script(
        """
        return [...document.querySelectorAll('[aria-labelledby="trends"] figure svg')].map(svg => {
          const of = kind => [...svg.querySelectorAll('path.' + kind)].map(
            path => path.getAttribute('d')).filter(d => !/m8 0(h0|m-5)/.test(d)).join('');
          return [svg.dataset.scale, of('dots'), of('marks')];
        });
        """)
    if len(drawn) != len(series):
        findings.append(f"{len(drawn)} trends are drawn, run.json has {len(series)}")
    for (scale, dots, marks), item in zip(drawn, series):
        x0, x1, left, right, y0, y1, bottom, top = map(float, scale.split())
        places = [(x0 + (float(x) - left) / (right - left) * (x1 - x0),
                   y0 + (bottom - float(y)) / (bottom - top) * (y1 - y0))
                  for x, y in re.findall(r"M([-\d.]+) ([-\d.]+)", dots + marks)]
        wanted = [(index - len(item["values"]), value)
                  for index, value in enumerate(item["values"]) if value is not None]
        wanted.append((0, own(run, item["place"])))
        across, up = (x1 - x0) / (right - left) * 0.06, (y1 - y0) / (bottom - top) * 0.06
        if len(places) != len(wanted) or any(
                abs(x - at) > across or abs(y - value) > up
                for (x, y), (at, value) in zip(places, wanted)):
            findings.append(f"the trend {item['place']} is drawn as {places}, is {wanted}")
    return findings


def own(run, place):
    """What the run itself measured of a quantity."""
    return next(
        measured["value"] for case in run["judgement"]["cases"] if case["name"] == place["case"]
        for check in case["checks"] if check["name"] == place["check"]
        for measured in check["measurements"] if measured["quantity"] == place["quantity"])


def alike(drawn, wanted, unit):
    """Whether values are drawn as they are; of very many, at least the extremes, and no other."""
    if len(wanted) <= 720:
        return len(drawn) == len(wanted) and all(
            abs(one - other) <= unit for one, other in zip(drawn, wanted))
    return all(any(abs(one - other) <= unit for other in wanted) for one in drawn) and all(
        abs(drawn[end] - wanted[end]) <= unit for end in (0, -1))


def keyboard(driver):
    """Every link and control can be reached, in the page's order, and the details opened."""
    findings = []
    show(driver, *VIEWS["desktop"])
    wanted = driver.execute_script(
        "return document.querySelectorAll('a[href], summary, button').length")
    driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    seen, last = 0, None
    for _ in range(wanted + 5):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        active = driver.switch_to.active_element
        if active.tag_name == "body" or active.id == last:
            break
        last = active.id
        seen += 1
        if seen == 1 and active.get_attribute("class") != "skip":
            findings.append("the first stop of the keyboard is not the link past the head")
        if active.tag_name == "summary":
            before = driver.execute_script(
                "return document.activeElement.parentElement.open")
            active.send_keys(Keys.ENTER)
            if driver.execute_script("return document.activeElement.parentElement.open") == before:
                findings.append("Enter does not open the details")
    if seen < wanted:
        findings.append(f"the keyboard reaches {seen} of {wanted} links and controls")
    return findings


def without_script(driver, page):
    """The page says the same without JavaScript."""
    text = ("return [...document.querySelectorAll('header, main')].map(part => {"
            "const copy = part.cloneNode(true);"
            "copy.querySelectorAll('button, output').forEach(e => e.remove());"
            "return copy.textContent}).join(' ')")
    with_script = driver.execute_script(text)
    driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": True})
    driver.get(Path(page).resolve().as_uri())
    findings = []
    if driver.execute_script("return document.querySelectorAll('button').length"):
        findings.append("a script ran though none may")
    if driver.execute_script(text) != with_script:
        findings.append("the page says something else without JavaScript")
    return findings


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
