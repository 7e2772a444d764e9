/** How Chromium, WebKit and Gecko begin what they say of a fade that came to nothing; the error's name differs by its cause. */
const FADE_THAT_CAME_TO_NOTHING = /^transition was |\bview ?transition\b/i

/**
 * Pages fade into each other by the style sheet. A fade that is skipped, replaced or too late, because somebody goes on
 * meanwhile, is nothing that failed, and must not be told as an error. The window hears of every such fade; the events
 * `pageswap` and `pagereveal` do not name one that the browser gave up before the page could learn of it (Chromium: "Page
 * already revealed").
 */
export function letFadesBeSkipped(): void {
  addEventListener('unhandledrejection', (event) => {
    const { reason } = event
    if (reason instanceof DOMException && FADE_THAT_CAME_TO_NOTHING.test(reason.message)) event.preventDefault()
  })
}
