import type { ClientRequest, ClientResponse, DeviceTransport } from './device.ts'

/** Sends by a transport that may throw, or call back more than once: here it calls back once, and nothing is thrown. */
export function sendSafely(
  transport: DeviceTransport,
  request: ClientRequest,
  done: (response: ClientResponse | null) => void,
): () => void {
  let isDone = false
  const once = (response: ClientResponse | null): void => {
    if (isDone) return
    isDone = true
    done(response)
  }
  try {
    const end = transport(request, once)
    return () => {
      if (isDone) return
      isDone = true
      end()
    }
  } catch {
    once(null)
    return () => undefined
  }
}

/** The address of a path of the edge. */
export function urlOf(edgeUrl: string, path: string): string {
  return edgeUrl.replace(/\/$/, '') + path
}
