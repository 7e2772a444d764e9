// A renderer on a server: one decision for each page. A client belongs to one viewer, so each page has its own, and what
// happens to the video is reported by the page, which gets the item and the token of its decision.
import { createServer } from 'node:http'
import { browserClock, createClient, fetchTransport } from './firstframe.js'

const edgeUrl = process.env.EDGE_URL

function decide(viewerToken) {
  const client = createClient({
    edgeUrl,
    clock: browserClock(),
    transport: fetchTransport,
    viewerToken: () => viewerToken,
    hints: () => ({ device: 'web' }),
  })
  return new Promise((resolve) => client.autoplay('home-hero', { deadlineMs: 250 }, resolve))
}

const server = createServer(async (request, response) => {
  const { items, answer } = await decide(request.headers['x-viewer-token'] ?? null)
  const [item] = items['home-hero']
  // For the page's client: `client.report({ answer: { token } }, item)`.
  const handed = JSON.stringify({ item: item ?? null, token: answer?.token ?? null }).replaceAll('<', '\\u003c')
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'private, no-store' })
  response.end(`<!doctype html><div id="hero"></div><script type="application/json" id="decision">${handed}</script>`)
})

server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`))
