import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClientFile } from '../../src/dev/client/client-file.ts'
import { type Served, serve } from './serve.ts'

const EXAMPLES = join(import.meta.dirname, '../../src/client/examples')

/** Pages with the examples of the client, as an app would serve them beside the build. */
export async function serveExamples(files: readonly ClientFile[], edgeUrl: string): Promise<Served> {
  const body = (scripts: string) =>
    `<!doctype html><meta charset="utf-8"><body data-edge-url="${edgeUrl}"><div id="screen"></div><button id="swipe">Next</button>${scripts}`
  const pages: Readonly<Record<string, string>> = {
    '/television': body('<script src="/firstframe.es5.js"></script><script src="/television.js"></script>'),
    '/phone': body('<script type="module" src="/phone.js"></script>'),
  }
  return serve(async (request) => {
    const { pathname } = new URL(request.url)
    const page = pages[pathname]
    if (page !== undefined) return new Response(page, { headers: { 'content-type': 'text/html' } })
    const built = files.find(({ path }) => `/${path}` === pathname)?.text
    if (!/^\/[\w.-]+\.js$/.test(pathname)) return new Response('', { status: 404 })
    const script = built ?? (await readFile(join(EXAMPLES, pathname), 'utf8'))
    return new Response(script, { headers: { 'content-type': 'text/javascript' } })
  })
}
