import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildClient } from './build-client.ts'

const ROOT = join(import.meta.dirname, '../../..')
const FOLDER = join(ROOT, 'dist/client')

/** `npm run build:client`: writes the device client to `dist/client`, and says how large each of its files is. */
const files = await buildClient(ROOT)
await rm(FOLDER, { recursive: true, force: true })
for (const { path, text } of files) {
  await mkdir(dirname(join(FOLDER, path)), { recursive: true })
  await writeFile(join(FOLDER, path), text)
  if (path.endsWith('.js')) console.log(`dist/client/${path}: ${text.length} bytes, ${gzipSync(text).length} gzipped`)
}
