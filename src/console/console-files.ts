import { ACTS, ACTS_FILE, SCRIPT, SCRIPT_FILE, STYLES, STYLES_FILE } from './generated/console-client.ts'
import { FONT } from './generated/console-font.ts'

/** The font's file: the style sheet names it too. */
const FONT_FILE = 'inter-5.3.0.woff2'

interface ConsoleFile {
  readonly type: string
  readonly content: () => string | Uint8Array<ArrayBuffer>
}

const FILES: ReadonlyMap<string, ConsoleFile> = new Map([
  [SCRIPT_FILE, { type: 'text/javascript; charset=utf-8', content: () => SCRIPT }],
  [STYLES_FILE, { type: 'text/css; charset=utf-8', content: () => STYLES }],
  [ACTS_FILE, { type: 'application/json', content: () => ACTS }],
  [FONT_FILE, { type: 'font/woff2', content: () => Uint8Array.from(atob(FONT), (letter) => letter.charCodeAt(0)) }],
])

/** Where the pages find their files. */
export const CONSOLE_FILES = {
  script: `/console/files/${SCRIPT_FILE}`,
  styles: `/console/files/${STYLES_FILE}`,
  acts: `/console/files/${ACTS_FILE}`,
  font: `/console/files/${FONT_FILE}`,
} as const

/** One of the files that pages load; its name says its content, so it is kept for good. */
export function consoleFile(name: string): Response {
  const file = FILES.get(name)
  if (file === undefined) return new Response('There is no such file.', { status: 404 })
  return new Response(file.content(), {
    headers: {
      'content-type': file.type,
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    },
  })
}
