import type { LabSettings } from './lab-settings.ts'

/** The wall's bones: who watches, twelve places, and one clock for all of them. Its script fills them. */
export function wallPage({ edgeUrl }: Pick<LabSettings, 'edgeUrl'>) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>Wall of twelve places · Firstframe</title>
        <link rel="icon" href="/lab/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/lab/wall.css" />
        <script type="module" src="/lab/wall.js"></script>
      </head>
      <body data-edge-url={edgeUrl}>
        <header class="top">
          <h1>
            Firstframe <span>twelve places, one moment</span>
          </h1>
          <a href="/lab">Device lab</a>
          <Viewers />
        </header>
        <noscript>
          <p class="card">The wall shows what the edge decides, and needs JavaScript for that.</p>
        </noscript>
        <p class="hint" id="guests-only" hidden>
          Only a local stack has viewers of its own: here the wall asks as a guest.
        </p>
        <main class="wall" id="wall"></main>
        <p class="status" id="status" role="status" aria-live="polite"></p>
        <footer class="day">
          <button type="button" id="pass" aria-pressed="false">
            24 h in 24 s
          </button>
          <input type="range" id="clock" min="0" max="1425" step="15" value="720" aria-label="Time of day" />
          <output id="utc" for="clock"></output>
        </footer>
      </body>
    </html>
  )
}

function Viewers() {
  return (
    <fieldset class="viewers" id="viewers">
      <legend>Who watches</legend>
      <Viewer value="guest" label="Guest" checked />
      <Viewer value="12" label="Age 12" />
      <Viewer value="adult" label="Adult" />
    </fieldset>
  )
}

function Viewer({ value, label, checked = false }: { value: string; label: string; checked?: boolean }) {
  return (
    <label>
      <input type="radio" name="viewer" value={value} checked={checked} disabled={!checked} />
      <span>{label}</span>
    </label>
  )
}
