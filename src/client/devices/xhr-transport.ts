import type { DeviceTransport } from '../device.ts'

/** Requests by `XMLHttpRequest`: televisions without `fetch`. Nothing of it survives the page, so the rest is stored. */
export const xhrTransport: DeviceTransport = (request, done) => {
  const { method, url, headers, body, timeoutMs } = request
  const xhr = new XMLHttpRequest()
  xhr.open(method, url, true)
  xhr.timeout = timeoutMs
  for (const name of Object.keys(headers)) xhr.setRequestHeader(name, headers[name] ?? '')
  xhr.onload = () => done({ status: xhr.status, text: xhr.responseText, header: (name) => xhr.getResponseHeader(name) })
  xhr.onerror = xhr.ontimeout = xhr.onabort = () => done(null)
  xhr.send(body)
  return () => xhr.abort()
}
