import { Controls } from './lab-controls.tsx'
import type { LabSettings } from './lab-settings.ts'

/** The page's bones. Its script fills them; every id and data attribute here is one that the script looks up. */
export function labPage({ edgeUrl, country, explainPath }: LabSettings) {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="dark" />
        <title>Device lab · Firstframe</title>
        <link rel="icon" href="/lab/icon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="/lab/lab.css" />
        <script type="module" src="/lab/lab.js"></script>
      </head>
      <body data-edge-url={edgeUrl} data-explain-path={explainPath}>
        <header class="top">
          <h1>
            Firstframe <span>device lab</span>
          </h1>
          <a href="/lab/wall">Twelve places at once</a>
          <p class="status" id="status" role="status" aria-live="polite">
            Asking the edge…
          </p>
        </header>
        <noscript>
          <p class="card">The lab plays what the edge decides, and needs JavaScript for that.</p>
        </noscript>
        <div class="lab">
          <Controls country={country} />
          <main>
            <section class="television" aria-label="Television, home hero">
              <div class="screen" id="hero"></div>
              <div class="stand" aria-hidden="true"></div>
            </section>
            <p class="ask-why">
              <button type="button" id="why-hero">
                Why this?
              </button>
            </p>
            <section class="card explained" id="why" aria-label="Why this?" tabindex={-1} hidden></section>
            <section class="shelves" id="shelves" aria-label="Rows, title page and post-play"></section>
            <div class="answers">
              <section class="card" id="hero-answer" aria-label="Answer: home hero"></section>
              <section class="card" id="feed-answer" aria-label="Answer: clips feed"></section>
              <section class="card" id="beacons" aria-label="Beacons"></section>
            </div>
          </main>
          <Phone />
        </div>
      </body>
    </html>
  )
}

function Phone() {
  return (
    <section class="phone-side" aria-label="Phone, clips feed">
      <div class="phone">
        <div
          class="feed"
          id="feed"
          tabindex={0}
          role="feed"
          aria-label="Clips; arrow up and down move between them, space pauses"
        ></div>
      </div>
      <div class="turn">
        <button type="button" id="previous-clip">
          ↑ Previous clip
        </button>
        <button type="button" id="next-clip">
          ↓ Next clip
        </button>
        <button type="button" id="why-clip">
          Why this clip?
        </button>
      </div>
    </section>
  )
}
