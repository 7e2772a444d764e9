/** The least that a worker can do. */
export default { fetch: (): Response => new Response('ok') }
