import type { DeviceTransport } from '../device.ts'

/** Requests by `fetch`: browsers of today, and Node. */
export const fetchTransport: DeviceTransport = (request, done) => {
  const { method, url, headers, body, keepalive, timeoutMs } = request
  const ending = new AbortController()
  const timer = setTimeout(() => ending.abort(), timeoutMs)
  fetch(url, { method, headers, body, keepalive, signal: ending.signal, credentials: 'omit' })
    .then((response) =>
      response
        .text()
        .then((text) => ({ status: response.status, text, header: (name: string) => response.headers.get(name) })),
    )
    .then(done, () => done(null))
    .then(() => clearTimeout(timer))
  return () => {
    clearTimeout(timer)
    ending.abort()
  }
}
