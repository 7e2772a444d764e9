/**
 * Draws the demo's media into `media/`: a video, a poster and captions for each asset, and the house idents. Needs
 * ffmpeg (libx264, libvpx-vp9, aac, librsvg) and the font Inter; run with `npx tsx src/dev/demo/drawing/make-media.ts
 * [<part of a name>]`. Its results are committed, so that nobody else needs either.
 */
import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { captionName, demoTitles, mediaName } from '../catalogue.ts'
import { captionText } from './captions.ts'
import { assetFrame } from './card.ts'
import { IDENT_SECONDS, identFrame } from './ident.ts'
import type { Picture } from './shapes.ts'

const run = promisify(execFile)
const MEDIA = fileURLToPath(new URL('../media/', import.meta.url))
const FRAMES_PER_SECOND = 12
const SIZES = { '16:9': { width: 640, height: 360 }, '9:16': { width: 270, height: 480 } } as const
/** Notes of the quiet chord under 16:9 videos, in hertz; vertical clips are silent, as they start muted. */
const CHORDS = [
  [220, 277.2, 329.6],
  [196, 246.9, 293.7],
  [174.6, 220, 261.6],
  [246.9, 311.1, 370],
]

interface Video {
  readonly name: string
  readonly aspect: '16:9' | '9:16'
  readonly seconds: number
  /** VP9 beside H.264, for browsers without it; what is cleared worldwide has both. */
  readonly vp9: boolean
  /** Part of the video, 0 to 1, at which the poster is taken. */
  readonly posterAt: number
  readonly draw: (picture: Picture) => string
}

const ofAssets: Video[] = demoTitles.flatMap((title) =>
  title.assets.map((asset) => ({
    name: mediaName(title, asset),
    aspect: asset.aspect,
    seconds: asset.seconds,
    vp9: asset.worldwide === true,
    posterAt: 0.4,
    draw: (picture: Picture) => assetFrame(title, asset, picture),
  })),
)

const idents: Video[] = ([1, 2, 3] as const).flatMap((number) =>
  (['16:9', '9:16'] as const).map((aspect) => ({
    name: `house/ident-${number}-${aspect.replace(':', 'x')}`,
    aspect,
    seconds: IDENT_SECONDS,
    vp9: true,
    posterAt: 0.9,
    draw: (picture: Picture) => identFrame(number, picture),
  })),
)

async function makeVideo(video: Video, chord: readonly number[]): Promise<void> {
  const frames = await mkdtemp(join(tmpdir(), 'firstframe-'))
  const size = SIZES[video.aspect]
  const count = video.seconds * FRAMES_PER_SECOND
  for (let frame = 0; frame < count; frame++) {
    await writeFile(join(frames, `${frame}.svg`), video.draw({ ...size, turn: frame / count }))
  }
  const input = ['-framerate', String(FRAMES_PER_SECOND), '-start_number', '0', '-i', join(frames, '%d.svg')]
  const file = join(MEDIA, video.name)
  const poster = join(frames, `${Math.floor(count * video.posterAt)}.svg`)
  const sound = video.aspect === '16:9' ? tone(chord, video.seconds) : ['-an']
  // One thread, no dates and no encoder's signature, so that the same pictures give the same bytes.
  const plain = [
    '-pix_fmt',
    'yuv420p',
    '-map_metadata',
    '-1',
    '-fflags',
    '+bitexact',
    '-flags',
    '+bitexact',
    '-threads',
    '1',
  ]
  await ffmpeg([...input, ...sound, ...H264, ...plain, '-t', String(video.seconds), `${file}.mp4`])
  if (video.vp9) await ffmpeg([...input, '-an', ...VP9, ...plain, '-t', String(video.seconds), `${file}.webm`])
  await ffmpeg(['-i', poster, '-frames:v', '1', '-pix_fmt', 'yuvj420p', '-q:v', '12', '-bitexact', `${file}.jpg`])
  await rm(frames, { recursive: true })
}

const H264 = '-c:v libx264 -profile:v main -preset veryslow -tune animation -crf 34 -g 120 -movflags +faststart'.split(
  ' ',
)
const VP9 = '-c:v libvpx-vp9 -b:v 0 -crf 46 -g 120 -deadline good -cpu-used 1 -row-mt 0'.split(' ')

/** Stops a little early: the encoder pads, and the sound must not outlast the pictures. */
function tone(notes: readonly number[], seconds: number): string[] {
  const wave = notes.map((hertz) => `0.05*sin(2*PI*${hertz}*t)`).join('+')
  const length = seconds - 0.1
  const source = `aevalsrc=${wave}:s=11025:d=${length},afade=in:d=0.4,afade=out:st=${length - 1}:d=1`
  return ['-f', 'lavfi', '-i', source, '-c:a', 'aac', '-b:a', '8k', '-ac', '1']
}

async function ffmpeg(args: string[]): Promise<void> {
  await run('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...args])
}

async function makeCaptions(): Promise<void> {
  for (const title of demoTitles) {
    for (const language of ['en', title.captions]) {
      await writeFile(join(MEDIA, captionName(title, language)), captionText(title, language))
    }
  }
}

const wanted = process.argv[2] ?? ''
await mkdir(join(MEDIA, 'demo'), { recursive: true })
await mkdir(join(MEDIA, 'house'), { recursive: true })
await makeCaptions()
const queue = [...ofAssets, ...idents].filter(({ name }) => name.includes(wanted)).entries()
await Promise.all(
  Array.from({ length: availableParallelism() }, async () => {
    for (const [index, video] of queue) await makeVideo(video, CHORDS[index % CHORDS.length] ?? [])
  }),
)
