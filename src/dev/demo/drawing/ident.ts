import { svg } from './card.ts'
import { disc, type Picture, px, TAU } from './shapes.ts'

/** The three house idents: colours of ground, frame, and light. */
const IDENTS = [
  ['#0d1021', '#7c5cff', '#ffd166'],
  ['#06252b', '#1fc8a9', '#fff1b8'],
  ['#2a0f1e', '#ff5d73', '#ffe3c2'],
] as const

export const IDENT_SECONDS = 5

/** One frame of a house ident: a picture frame opens around a play mark, then the name appears. */
export function identFrame(number: 1 | 2 | 3, picture: Picture): string {
  const [ground, frame, light] = IDENTS[number - 1] ?? IDENTS[0]
  const { width, height, turn } = picture
  const size = Math.min(width * 0.3, height * 0.24)
  const x = width / 2
  const y = height * 0.42
  const opened = eased(turn / 0.35)
  const named = eased((turn - 0.3) / 0.25)
  const letters = Math.min(width * 0.135, height * 0.13)
  return svg(
    picture,
    [
      `<rect width="${width}" height="${height}" fill="${ground}"/>`,
      ornament(number, picture, frame),
      corners(x, y, size * (0.25 + 0.75 * opened), size * 0.11, frame),
      `<path transform="translate(${px(x)} ${px(y)}) scale(${px(opened * 10)}) scale(0.1)" d="M${px(-size * 0.28)} ${px(-size * 0.4)} L${px(size * 0.44)} 0 L${px(-size * 0.28)} ${px(size * 0.4)} z" fill="${light}"/>`,
      `<text x="${px(x)}" y="${px(y + size + letters * (1.7 - 0.4 * named))}" text-anchor="middle" font-family="Inter, DejaVu Sans, sans-serif" font-weight="800" font-size="${px(letters)}" fill="#ffffff" opacity="${named.toFixed(2)}">Firstframe</text>`,
    ].join(''),
  )
}

function eased(part: number): number {
  const within = Math.min(1, Math.max(0, part))
  return 1 - (1 - within) ** 3
}

/** The ornament that distinguishes the idents: an orbit, a pulse, or a row of frames. */
function ornament(number: 1 | 2 | 3, { width, height, turn }: Picture, colour: string): string {
  const long = Math.max(width, height)
  if (number === 1) {
    return Array.from({ length: 10 }, (_, index) => {
      const angle = TAU * (index / 10 + turn * 0.2)
      return disc(
        width / 2 + Math.cos(angle) * long * 0.42,
        height * 0.42 + Math.sin(angle) * long * 0.42,
        5,
        colour,
        0.5,
      )
    }).join('')
  }
  if (number === 2) {
    return [0, 1, 2]
      .map((index) => {
        const radius = long * 0.55 * ((index / 3 + turn) % 1)
        return `<circle cx="${width / 2}" cy="${px(height * 0.42)}" r="${px(radius)}" fill="none" stroke="${colour}" stroke-width="2" opacity="0.35"/>`
      })
      .join('')
  }
  return Array.from({ length: 12 }, (_, index) => {
    const place = ((index / 12 + turn * 0.15) % 1) * (long + 80) - 40
    return `<rect x="${px(width > height ? place : index % 2 === 0 ? width * 0.03 : width * 0.97 - 28)}" y="${px(width > height ? height * (index % 2 ? 0.06 : 0.9) : place)}" width="28" height="18" rx="4" fill="${colour}" opacity="0.4"/>`
  }).join('')
}

/** The four corners of a frame: a viewfinder. */
function corners(x: number, y: number, reach: number, thick: number, colour: string): string {
  const arm = reach * 0.55
  return [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]
    .map(([right = 1, down = 1]) => {
      const left = x + right * reach
      const top = y + down * reach
      return `<path d="M${px(left - right * arm)} ${px(top)} H${px(left)} V${px(top - down * arm)}" fill="none" stroke="${colour}" stroke-width="${px(thick)}" stroke-linecap="round" stroke-linejoin="round"/>`
    })
    .join('')
}
