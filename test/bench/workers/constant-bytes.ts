interface Environment {
  readonly BYTES: string
}

const HEADERS = new Headers({
  'access-control-allow-origin': '*',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'cross-origin',
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
})
let text = ''

/** So many bytes as it is told, with the product's headers: what sending an answer costs. */
export default {
  fetch(_request: Request, { BYTES }: Environment): Response {
    if (text === '') text = `"${'-'.repeat(Number(BYTES) - 2)}"`
    return new Response(text, { headers: HEADERS })
  },
}
