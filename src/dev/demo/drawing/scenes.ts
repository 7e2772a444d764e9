import { mulberry32 } from '../mulberry32.ts'
import type { Look } from '../plan.ts'
import { cloud, disc, drift, gear, type Picture, px, ridge, TAU, tower, wave } from './shapes.ts'

type Colours = Look['colours']
type Pattern = (picture: Picture, colours: Colours, seed: number) => string

/**
 * A scene as SVG: its sky, then its pattern. `seed` places the elements, so that titles with one pattern look
 * different.
 */
export function scene(look: Look, picture: Picture, seed: number): string {
  const [above, below] = look.colours
  return `<defs><linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${above}"/><stop offset="1" stop-color="${below}"/></linearGradient></defs><rect width="${picture.width}" height="${picture.height}" fill="url(#sky)"/>${PATTERNS[look.pattern](picture, look.colours, seed)}`
}

const PATTERNS: Readonly<Record<Look['pattern'], Pattern>> = {
  hills: ({ width, height, turn }, [, , near, far, light]) =>
    disc(width * (0.72 + 0.08 * turn), height * (0.3 - 0.06 * turn), height * 0.11, light) +
    cloud(width * (0.1 + 0.25 * turn), height * 0.16, height * 0.05, light) +
    wave({ width, height, turn }, 0.7, 0.07, 1.3, 0.2, near) +
    wave({ width, height, turn }, 0.83, 0.06, 1.7, -0.3, far),

  peaks: (picture, [, , near, far, light], seed) =>
    disc(picture.width * 0.25, picture.height * (0.34 - 0.1 * picture.turn), picture.height * 0.1, light) +
    ridge(picture, 0.46, 5, 0.06, near, seed) +
    ridge(picture, 0.66, 7, 0.14, far, seed + 1) +
    drift(picture, 14, light, seed + 2),

  waves: (picture, [, , near, far, light]) =>
    disc(picture.width * 0.7, picture.height * 0.28, picture.height * 0.09, light) +
    wave(picture, 0.6, 0.04, 1.5, 0.5, near) +
    wave(picture, 0.72, 0.05, 1.2, -0.6, far) +
    wave(picture, 0.85, 0.05, 1.8, 0.8, near),

  rings: ({ width, height, turn }, [, , first, second, light]) =>
    [first, second, light, first, second]
      .map((colour, index) => {
        const radius = height * (0.08 + 0.13 * ((index + turn * 0.8) % 5))
        return `<circle cx="${px(width * 0.66)}" cy="${px(height * 0.4)}" r="${px(radius)}" fill="none" stroke="${colour}" stroke-width="${px(height * 0.035)}"/>`
      })
      .join(''),

  city: ({ width, height, turn }, [, , near, far, light], seed) => {
    const random = mulberry32(seed)
    const step = Math.max(width / 10, height / 9)
    const towers = Array.from({ length: Math.ceil(width / step) + 2 }, (_, index) => {
      const top = height * (0.42 + 0.3 * random())
      return tower((index - turn * 0.9) * step, top, step * 0.92, height, index % 2 ? near : far, light)
    })
    return disc(width * (0.68 + 0.1 * turn), height * 0.25, height * 0.1, light) + towers.join('')
  },

  bubbles: ({ width, height, turn }, [, , first, second, light], seed) => {
    const random = mulberry32(seed)
    return Array.from({ length: 16 }, (_, index) => {
      const radius = height * (0.02 + 0.07 * random())
      const x = width * random() + Math.sin(TAU * (turn + random())) * width * 0.02
      const y = height * (1.1 - ((random() + turn * 0.5) % 1.2))
      return disc(x, y, radius, index % 3 === 0 ? light : index % 3 === 1 ? first : second, 0.75)
    }).join('')
  },

  petals: ({ width, height, turn }, [, , first, second, light], seed) => {
    const random = mulberry32(seed)
    const petals = Array.from({ length: 18 }, (_, index) => {
      const x = width * ((random() + turn * 0.25) % 1)
      const y = height * ((random() + turn * (0.3 + 0.2 * random())) % 1)
      const size = height * (0.014 + 0.02 * random())
      const angle = 360 * (random() + turn)
      return `<ellipse cx="${px(x)}" cy="${px(y)}" rx="${px(size * 1.8)}" ry="${px(size)}" fill="${[first, second, light][index % 3]}" transform="rotate(${px(angle)} ${px(x)} ${px(y)})"/>`
    })
    return wave({ width, height, turn }, 0.82, 0.05, 1.1, 0.2, second) + petals.join('')
  },

  steam: ({ width, height, turn }, [, , cup, saucer, light]) => {
    const x = width * 0.68
    const y = height * 0.56
    const size = Math.min(width, height) * 0.17
    const curls = [-0.5, 0, 0.5].map((place, index) => {
      const sway = Math.sin(TAU * (turn * 2 + index / 3)) * size * 0.25
      const left = x + place * size
      return `<path d="M${px(left)} ${px(y - size * 0.2)} C${px(left + sway)} ${px(y - size * 0.8)} ${px(left - sway)} ${px(y - size * 1.2)} ${px(left + sway)} ${px(y - size * 1.8)}" stroke="${light}" stroke-width="${px(size * 0.13)}" stroke-linecap="round" fill="none" opacity="0.8"/>`
    })
    return `${curls.join('')}<path d="M${px(x - size)} ${px(y)} h${px(size * 2)} q0 ${px(size * 1.3)} ${px(-size)} ${px(size * 1.3)} t${px(-size)} ${px(-size * 1.3)}" fill="${cup}"/><ellipse cx="${px(x)}" cy="${px(y + size * 1.36)}" rx="${px(size * 1.5)}" ry="${px(size * 0.16)}" fill="${saucer}"/>`
  },

  sparks: ({ width, height, turn }, [, , first, second, light], seed) => {
    const random = mulberry32(seed)
    return Array.from({ length: 26 }, (_, index) => {
      const angle = TAU * random()
      const far = (random() + turn * 0.8) % 1
      const x = width * 0.62 + Math.cos(angle) * far * width * 0.6
      const y = height * 0.42 + Math.sin(angle) * far * height * 0.6
      return disc(x, y, Math.min(width, height) * (0.006 + 0.02 * far), [first, second, light][index % 3] ?? light)
    }).join('')
  },

  stripes: ({ width, height, turn }, [, , first, second, light]) => {
    const step = height * 0.22
    return Array.from({ length: 14 }, (_, index) => {
      const x = (index - 5 + turn * 0.7) * step
      const colour = [first, light, second, light][(index + 4) % 4]
      return `<path d="M${px(x)} ${px(height)} l${px(height * 0.5)} ${px(-height)} h${px(step * 0.5)} l${px(-height * 0.5)} ${px(height)} z" fill="${colour}" opacity="0.85"/>`
    })
      .slice(0, Math.ceil(width / step) + 5)
      .join('')
  },

  machine: ({ width, height, turn }, [, , first, second, light]) =>
    gear(width * 0.68, height * 0.38, Math.min(width, height) * 0.26, 12, turn * 90, first) +
    gear(width * 0.36, height * 0.24, Math.min(width, height) * 0.15, 9, -turn * 120, second) +
    gear(width * 0.9, height * 0.75, Math.min(width, height) * 0.16, 10, -turn * 108, light),

  stars: ({ width, height, turn }, [, , planet, rocket, light], seed) => {
    const x = width * (0.45 + 0.28 * turn)
    const y = height * (0.52 - 0.3 * turn)
    const size = Math.min(width, height) * 0.06
    return `${drift({ width, height, turn: turn * 0.3 }, 30, light, seed)}${disc(width * 0.82, height * 0.66, height * 0.14, planet)}<g transform="translate(${px(x)} ${px(y)}) rotate(42)"><path d="M0 ${px(-size * 2)} q${px(size)} ${px(size)} ${px(size * 0.8)} ${px(size * 3)} h${px(-size * 1.6)} q${px(-size * 0.2)} ${px(-size * 2)} ${px(size * 0.8)} ${px(-size * 3)}" fill="${light}"/><path d="M${px(-size * 0.5)} ${px(size)} l${px(size * 0.5)} ${px(size * (1.2 + 0.5 * Math.sin(TAU * turn * 12)))} l${px(size * 0.5)} ${px(-size * (1.2 + 0.5 * Math.sin(TAU * turn * 12)))} z" fill="${rocket}"/></g>`
  },
}
