import { z } from 'zod'
import { isPublicHost } from './public-host.ts'

const WANTED = 'an https origin, like https://cdn.example.com'

/** An origin of media: https, a public host, and nothing behind it. */
export const mediaOrigin = z
  .string()
  .max(300, { abort: true })
  .regex(/^https:\/\/[^\s"<>\\/?#@]+\/?$/, { error: WANTED, abort: true })
  .check((checked) => {
    const url = parse(checked.value)
    if (url !== null && isPublicHost(url.hostname) && url.port !== '0') checked.value = url.href.replace(/\/$/, '')
    else checked.issues.push({ code: 'custom', message: `${WANTED}; the host is a public name`, input: checked.value })
  })

function parse(text: string): URL | null {
  try {
    return new URL(text)
  } catch {
    return null
  }
}
