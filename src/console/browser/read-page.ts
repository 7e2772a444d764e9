/** A page could not be read: nobody is signed in any more, or the publisher does not answer. */
export class Unread extends Error {
  constructor(readonly status: number) {
    super(status === 0 ? 'the publisher does not answer' : `status ${status}`)
  }
}

const PATIENCE_MS = 20_000

/**
 * Reads a page as a document of nodes. `XMLHttpRequest` parses it without running anything of it, which `fetch` with a
 * parser of text could not under the pages' policy of trusted types.
 */
export function readPage(href: string): Promise<Document> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('GET', href)
    request.responseType = 'document'
    request.timeout = PATIENCE_MS
    request.onload = () => {
      const page = request.responseXML
      if (page?.querySelector('#main') && request.status !== 401) resolve(page)
      else reject(new Unread(request.status))
    }
    request.onerror = () => reject(new Unread(0))
    request.ontimeout = () => reject(new Unread(0))
    request.send()
  })
}
