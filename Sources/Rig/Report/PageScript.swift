internal import Foundation
internal import RigModel

/// What a browser may add to the page: the place of the pointer on a plot, and a larger plot. The page
/// says the same without it.
enum PageScript {
  /// Nothing is loaded from anywhere, and no script but this one runs, whatever a device wrote into
  /// the page.
  static let policy =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    + "script-src 'sha256-\(SHA256Text.base64(of: Data(text.utf8)))'"

  static let text = """

    'use strict';
    for (const figure of document.querySelectorAll('figure.plot')) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'larger';
      button.textContent = 'Larger';
      button.setAttribute('aria-pressed', 'false');
      const title = figure.querySelector('figcaption b');
      if (title) button.setAttribute('aria-label', 'Larger: ' + title.textContent);
      button.addEventListener('click', () => {
        const on = figure.classList.toggle('wide');
        button.setAttribute('aria-pressed', String(on));
      });
      figure.append(button);
      const place = document.createElement('output');
      place.className = 'place';
      place.setAttribute('aria-hidden', 'true');
      figure.append(place);
      for (const svg of figure.querySelectorAll('svg[data-scale]')) {
        const [x0, x1, left, right, y0, y1, bottom, top] = svg.dataset.scale.split(' ').map(Number);
        const digits = (low, high) => Math.max(0, 2 - Math.floor(Math.log10(high - low || 1)));
        svg.addEventListener('pointermove', (event) => {
          const box = svg.getBoundingClientRect();
          const scale = svg.viewBox.baseVal.width / box.width;
          const x = (event.clientX - box.left) * scale, y = (event.clientY - box.top) * scale;
          const inside = [x >= left, right >= x, y >= top, bottom >= y].every(Boolean);
          const across = x0 + (x - left) / (right - left) * (x1 - x0);
          const up = y0 + (bottom - y) / (bottom - top) * (y1 - y0);
          place.textContent = inside
            ? across.toFixed(digits(x0, x1)) + ' ' + svg.dataset.x + ', '
              + up.toFixed(digits(y0, y1)) + ' ' + svg.dataset.y
            : '';
        });
        svg.addEventListener('pointerleave', () => { place.textContent = ''; });
      }
    }

    """
}
