/** A strip of links that is wider than the screen shows the one that one is at. */
export function showPlace(): void {
  for (const link of document.querySelectorAll('nav [aria-current]')) {
    link.scrollIntoView({ block: 'nearest', inline: 'center', behavior: 'instant' })
  }
}
