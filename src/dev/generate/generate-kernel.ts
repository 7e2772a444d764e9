import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

interface KernelSource {
  readonly entry: string
  /** From the repository's root. Committed: nobody needs the compiler to build. */
  readonly path: string
  /** The most that its memory may grow to, 64 KiB each. */
  readonly greatestPages: number
}

/** The engine's: 64 MiB, half of what an isolate may hold. 200,000 candidates take 33 MB with their columns. */
export const ENGINE_KERNEL: KernelSource = {
  entry: 'src/decide/kernel/kernel.ts',
  path: 'src/decide/kernel/generated/kernel.wasm',
  greatestPages: 1024,
}

/** What seals and opens tokens: the longest of them fits into a page. */
export const AEAD_KERNEL: KernelSource = {
  entry: 'src/edge/token/aead/kernel/kernel.ts',
  path: 'src/edge/token/aead/generated/aead.wasm',
  greatestPages: 1,
}

const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0'],
  ...['--initialMemory', '1'],
  // Registers are handed between functions of a kernel, never across its border.
  ...['--disableWarning', '112'],
]

/**
 * Compiles a kernel from AssemblyScript, byte for byte the same each time. In a process of its own: the compiler
 * declares the language it compiles for every file that shares a program with it.
 *
 * @throws Error with the compiler's words when the source is wrong
 */
export async function kernelModule(root: string, { entry, greatestPages }: KernelSource): Promise<Uint8Array> {
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-kernel-'))
  try {
    const outFile = join(folder, 'kernel.wasm')
    // With source maps on, the compiler does not start itself anew to turn them on.
    const most = ['--maximumMemory', String(greatestPages)]
    const words = ['--enable-source-maps', compiler, entry, '--outFile', outFile, ...OPTIONS, ...most]
    await promisify(execFile)(process.execPath, words, { cwd: root })
    return await readFile(outFile)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
