import { readPage, Unread } from './read-page.ts'

/** Parts of a page that take longer (`data-later`): each is put in its place from the page that has it. */
export function readLaterParts(within: ParentNode = document): void {
  for (const part of within.querySelectorAll<HTMLElement>('[data-later]')) void readLater(part)
}

async function readLater(part: HTMLElement): Promise<void> {
  part.ariaBusy = 'true'
  try {
    const page = await readPage(part.dataset.later ?? '')
    const next = page.querySelector<HTMLElement>(`[data-part="${part.dataset.part}"]`)
    if (next && part.isConnected) part.replaceWith(document.adoptNode(next))
  } catch (error) {
    if (!(error instanceof Unread)) throw error
  } finally {
    part.ariaBusy = 'false'
  }
}
