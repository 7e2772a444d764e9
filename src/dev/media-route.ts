import { type FileHandle, open, realpath, stat } from 'node:fs/promises'
import { extname, join, sep } from 'node:path'
import { ProblemError, problemResponse } from '../edge/problem.ts'
import { byteRange } from './byte-range.ts'

/** URL path prefix, with both slashes, such as `/media/` → the folder that it shows. */
export type MediaDirectories = Readonly<Record<string, string>>

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.mp4': 'video/mp4',
  '.webm': 'video/webm',
  '.jpg': 'image/jpeg',
  '.png': 'image/png',
  '.vtt': 'text/vtt; charset=utf-8',
  '.m3u8': 'application/vnd.apple.mpegurl',
  '.mpd': 'application/dash+xml',
}

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD',
  'access-control-allow-headers': 'Range, If-Range, If-None-Match',
  'access-control-expose-headers': 'Accept-Ranges, Content-Length, Content-Range, ETag',
  'cross-origin-resource-policy': 'cross-origin',
} as const

/** Status, headers and range of an answer, decided before the file is read. */
interface Answer {
  readonly status: 200 | 206 | 304 | 416
  readonly headers: Record<string, string>
  readonly body: { readonly first: number; readonly bytes: number } | null
}

/**
 * Serves the local stack's media with byte ranges, which televisions and Safari require. It serves only files of known
 * kinds below the given folders.
 */
export async function serveMedia(request: Request, directories: MediaDirectories): Promise<Response> {
  if (request.method === 'OPTIONS') return new Response(null, { status: 204, headers: CORS })
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return refusal('method-not-allowed', 'media are read with GET or HEAD', { allow: 'GET, HEAD, OPTIONS' })
  }
  const path = await mediaPath(new URL(request.url).pathname, directories)
  if (path === null) return refusal('not-found', 'there is no such media file; look its address up in a decision')
  const file = await open(path)
  try {
    const { size, mtimeMs } = await file.stat()
    const type = CONTENT_TYPES[extname(path)] ?? 'application/octet-stream'
    const answer = decided(request, size, mtimeMs, type)
    const body = answer.body === null || request.method === 'HEAD' ? null : await part(file, answer.body)
    return new Response(body, { status: answer.status, headers: { ...CORS, ...answer.headers } })
  } finally {
    await file.close()
  }
}

function decided(request: Request, size: number, modifiedMs: number, type: string): Answer {
  const etag = `"${size.toString(36)}-${Math.floor(modifiedMs).toString(36)}"`
  const modified = new Date(modifiedMs).toUTCString()
  const about = { etag, 'last-modified': modified, 'accept-ranges': 'bytes', 'cache-control': 'public, max-age=300' }
  const known = request.headers.get('if-none-match')?.split(',').map(withoutWeakness)
  if (known?.includes(etag) || known?.includes('*')) return { status: 304, headers: about, body: null }
  const condition = request.headers.get('if-range')
  const unchanged = condition === null || condition === etag || condition === modified
  const range = byteRange(unchanged ? request.headers.get('range') : null, size)
  switch (range.kind) {
    case 'unsatisfiable':
      return { status: 416, headers: { ...about, 'content-range': `bytes */${size}` }, body: null }
    case 'whole':
      return sent(200, { ...about, 'content-type': type }, 0, size)
    case 'part': {
      const content = { 'content-type': type, 'content-range': `bytes ${range.first}-${range.last}/${size}` }
      return sent(206, { ...about, ...content }, range.first, range.last - range.first + 1)
    }
  }
}

function sent(status: 200 | 206, headers: Record<string, string>, first: number, bytes: number): Answer {
  return { status, headers: { ...headers, 'content-length': String(bytes) }, body: { first, bytes } }
}

/** `If-None-Match` uses weak comparison, because a cache on the way may have added `W/` to the tag. */
function withoutWeakness(tag: string): string {
  return tag.trim().replace(/^W\//, '')
}

async function part(file: FileHandle, { first, bytes }: { first: number; bytes: number }): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, first)
  return buffer.subarray(0, bytesRead)
}

/** The real file that a URL path names, or null: unknown, of another kind, or outside its folder (links included). */
async function mediaPath(pathname: string, directories: MediaDirectories): Promise<string | null> {
  const prefix = Object.keys(directories).find((candidate) => pathname.startsWith(candidate))
  const directory = prefix === undefined ? undefined : directories[prefix]
  if (prefix === undefined || directory === undefined || !(extname(pathname) in CONTENT_TYPES)) return null
  try {
    const root = await realpath(directory)
    const path = await realpath(join(root, decodeURIComponent(pathname.slice(prefix.length))))
    return path.startsWith(root + sep) && (await stat(path)).isFile() ? path : null
  } catch {
    // Bad percent-encoding, a NUL, or no such file: the answer is the same.
    return null
  }
}

function refusal(slug: 'not-found' | 'method-not-allowed', detail: string, headers: Record<string, string> = {}) {
  const response = problemResponse(new ProblemError(slug, { detail }))
  for (const [name, value] of Object.entries({ ...CORS, ...headers })) response.headers.set(name, value)
  return response
}
