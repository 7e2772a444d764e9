import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

interface KernelSource {
  readonly entry: string
  /** Path from the repository's root. The file is committed, so that a build does not need the compiler. */
  readonly path: string
  /** The greatest size of its memory, in pages of 64 KiB. */
  readonly greatestPages: number
}

/** The engine's kernel. 64 MiB is half of an isolate's memory; 200,000 candidates take 33 MB with their columns. */
export const ENGINE_KERNEL: KernelSource = {
  entry: 'src/decide/kernel/kernel.ts',
  path: 'src/decide/kernel/generated/kernel.wasm',
  greatestPages: 1024,
}

/** The kernel that seals and opens tokens; the longest token fits into one page. */
export const AEAD_KERNEL: KernelSource = {
  entry: 'src/edge/token/aead/kernel/kernel.ts',
  path: 'src/edge/token/aead/generated/aead.wasm',
  greatestPages: 1,
}

const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0'],
  ...['--initialMemory', '1'],
  // Functions inside a kernel pass v128 values to each other; exported functions do not.
  ...['--disableWarning', '112'],
]

/**
 * Compiles a kernel from AssemblyScript; the result is always the same, byte for byte. The compiler runs in its own
 * process, because its global types would apply to every file of this program.
 *
 * @throws Error with the compiler's messages when the source is wrong
 */
export async function kernelModule(root: string, { entry, greatestPages }: KernelSource): Promise<Uint8Array> {
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-kernel-'))
  try {
    const outFile = join(folder, 'kernel.wasm')
    // With source maps enabled already, the compiler does not restart itself to enable them.
    const most = ['--maximumMemory', String(greatestPages)]
    const words = ['--enable-source-maps', compiler, entry, '--outFile', outFile, ...OPTIONS, ...most]
    await promisify(execFile)(process.execPath, words, { cwd: root })
    return await readFile(outFile)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
