import type { AssetPlan, TitlePlan } from '../plan.ts'
import { scene } from './scenes.ts'
import { type Picture, px } from './shapes.ts'

const FONT = 'Inter, DejaVu Sans, sans-serif'
/** Mean width of a bold letter, in parts of its size: enough to break lines before they leave the picture. */
const LETTER_WIDTH = 0.6

/** One frame of an asset's video, as SVG: scene, title, what it is, and that it is a demo. */
export function assetFrame(title: TitlePlan, asset: AssetPlan, picture: Picture): string {
  const { width, height } = picture
  const margin = Math.min(width, height) * 0.07
  const size = Math.min(height * 0.125, width * 0.13)
  const lines = broken(title.name.en ?? title.slug, (width - margin * 2) / (size * LETTER_WIDTH))
  const base = height - margin * 1.5 - size * 0.75
  const name = lines.map((line, index) =>
    text(line, margin, base - (lines.length - 1 - index) * size * 1.04, size, 800),
  )
  const top = base - (lines.length - 1) * size * 1.04
  return svg(
    picture,
    [
      scene(title.look, moved(picture, asset), seedOf(title.slug + asset.suffix)),
      shade(picture, top - size * 2.2),
      pill(asset.suffix.replaceAll('-', ' ').toUpperCase(), margin, top - size * 1.75, size * 0.34),
      ...name,
      text(asset.line, margin, base + size * 0.62, size * 0.44, 500),
      demoMark(width - margin, margin, size * 0.3),
      progress(picture),
    ].join(''),
  )
}

export function svg({ width, height }: Picture, inside: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${inside}</svg>`
}

function text(words: string, x: number, y: number, size: number, weight: number, opacity = 1): string {
  return `<text x="${px(x)}" y="${px(y)}" font-family="${FONT}" font-weight="${weight}" font-size="${px(size)}" fill="#ffffff" opacity="${opacity}">${escaped(words)}</text>`
}

/** A thin line at the bottom that shows how far the video is. */
function progress({ width, height, turn }: Picture): string {
  const thick = Math.max(3, height * 0.008)
  return `<rect y="${px(height - thick)}" width="${px(width * turn)}" height="${px(thick)}" fill="#ffffff" opacity="0.9"/>`
}

/** Darkens the lower part so that white text can be read on any scene. */
function shade({ width, height }: Picture, from: number): string {
  return `<defs><linearGradient id="shade" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#000" stop-opacity="0"/><stop offset="0.45" stop-color="#000" stop-opacity="0.5"/><stop offset="1" stop-color="#000" stop-opacity="0.75"/></linearGradient></defs><rect y="${px(from)}" width="${width}" height="${px(height - from)}" fill="url(#shade)"/>`
}

function pill(words: string, x: number, y: number, size: number): string {
  const width = words.length * size * 0.72 + size * 1.4
  return `<rect x="${px(x)}" y="${px(y)}" width="${px(width)}" height="${px(size * 1.9)}" rx="${px(size * 0.95)}" fill="#ffffff" opacity="0.92"/><text x="${px(x + width / 2)}" y="${px(y + size * 1.32)}" text-anchor="middle" font-family="${FONT}" font-weight="700" font-size="${px(size)}" letter-spacing="${px(size * 0.04)}" fill="#14161c">${escaped(words)}</text>`
}

/** The demo mark, on a dark plate because some skies are as light as the text. */
function demoMark(right: number, top: number, size: number): string {
  const width = size * 4.2
  return `<rect x="${px(right - width)}" y="${px(top)}" width="${px(width)}" height="${px(size * 1.8)}" rx="${px(size * 0.4)}" fill="#000" opacity="0.45"/><text x="${px(right - width / 2)}" y="${px(top + size * 1.26)}" text-anchor="middle" font-family="${FONT}" font-weight="700" font-size="${px(size)}" letter-spacing="${px(size * 0.08)}" fill="#ffffff">DEMO</text>`
}

/** Later clips of a title begin further on in its scene, so that two of them do not look alike. */
function moved(picture: Picture, asset: AssetPlan): Picture {
  return { ...picture, turn: picture.turn + (Number(asset.suffix.at(-1)) || 0) * 0.25 }
}

function seedOf(words: string): number {
  return [...words].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) | 0, 7)
}

function broken(words: string, letters: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= letters) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
}
