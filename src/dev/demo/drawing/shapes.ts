import { mulberry32 } from '../mulberry32.ts'

/** One picture of a scene: size in pixels, `turn` from 0 at the first frame to 1 after the last. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly turn: number
}

export const TAU = Math.PI * 2

/** A coordinate as text: tenths of a pixel are enough, and keep frames alike where nothing moved. */
export function px(value: number): string {
  return value.toFixed(1)
}

export function disc(x: number, y: number, radius: number, colour: string, opacity = 1): string {
  return `<circle cx="${px(x)}" cy="${px(y)}" r="${px(radius)}" fill="${colour}" opacity="${opacity}"/>`
}

export function cloud(x: number, y: number, size: number, colour: string): string {
  const puffs = [-1.4, 0, 1.5].map((place, index) =>
    disc(x + place * size, y, size * (index === 1 ? 1.3 : 0.9), colour),
  )
  return `<g opacity="0.85">${puffs.join('')}</g>`
}

/** A rolling line across the picture, filled to the bottom. `level` and `swell` are parts of the height. */
export function wave(
  { width, height, turn }: Picture,
  level: number,
  swell: number,
  humps: number,
  speed: number,
  colour: string,
): string {
  const points = Array.from({ length: 25 }, (_, index) => {
    const x = index / 24
    return `${px(x * width)} ${px(height * (level + swell * Math.sin(TAU * (x * humps + turn * speed))))}`
  })
  return `<path d="M0 ${height} L${points.join(' L')} L${width} ${height} z" fill="${colour}"/>`
}

/** Mountains, moving left by `shift` of the width. */
export function ridge(
  { width, height, turn }: Picture,
  level: number,
  peaks: number,
  shift: number,
  colour: string,
  seed: number,
): string {
  const random = mulberry32(seed)
  const step = width / (peaks - 1)
  const points = Array.from({ length: peaks * 2 + 2 }, (_, index) => {
    const x = index * (step / 1.5) - turn * shift * width - step / 2
    return `${px(x)} ${px(height * (level + (index % 2 === 0 ? 0.16 : 0) + 0.1 * random()))}`
  })
  return `<path d="M${px(-step)} ${height} L${points.join(' L')} L${px(width + step * 3)} ${height} z" fill="${colour}"/>`
}

/** Snow or stars: small lights that drift down. */
export function drift({ width, height, turn }: Picture, count: number, colour: string, seed: number): string {
  const random = mulberry32(seed)
  return Array.from({ length: count }, () => {
    const x = width * random()
    const y = height * ((random() + turn * 0.4) % 1)
    return disc(x, y, Math.min(width, height) * (0.004 + 0.008 * random()), colour, 0.9)
  }).join('')
}

/** A toothed wheel, turned by `degrees`. */
export function gear(x: number, y: number, radius: number, teeth: number, degrees: number, colour: string): string {
  const points = Array.from({ length: teeth * 4 }, (_, index) => {
    const angle = (TAU * (index + 0.5)) / (teeth * 4)
    const reach = index % 4 < 2 ? radius : radius * 0.82
    return `${px(Math.cos(angle) * reach)} ${px(Math.sin(angle) * reach)}`
  })
  const hole = `M${px(radius * 0.3)} 0 a${px(radius * 0.3)} ${px(radius * 0.3)} 0 1 0 ${px(-radius * 0.6)} 0 a${px(radius * 0.3)} ${px(radius * 0.3)} 0 1 0 ${px(radius * 0.6)} 0`
  return `<path transform="translate(${px(x)} ${px(y)}) rotate(${px(degrees)})" d="M${points.join(' L')} z ${hole}" fill="${colour}" fill-rule="evenodd"/>`
}

/** A house of a skyline with lit windows. */
export function tower(x: number, top: number, width: number, floor: number, wall: string, light: string): string {
  const size = width * 0.16
  const windows = Array.from({ length: 6 }, (_, index) => {
    const left = x + width * (index % 2 === 0 ? 0.22 : 0.62)
    const y = top + width * 0.25 + Math.floor(index / 2) * width * 0.42
    return `<rect x="${px(left)}" y="${px(y)}" width="${px(size)}" height="${px(size * 1.4)}" fill="${light}" opacity="0.8"/>`
  })
  return `<rect x="${px(x)}" y="${px(top)}" width="${px(width)}" height="${px(floor - top)}" fill="${wall}"/>${windows.join('')}`
}
