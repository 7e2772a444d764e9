import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

/** Where the compiled kernel stands, from the repository's root. Committed: nobody needs the compiler to build. */
export const KERNEL_PATH = 'src/decide/kernel/generated/kernel.wasm'

const ENTRY = 'src/decide/kernel/kernel.ts'

/** 64 MiB: half of what an isolate may hold. 200,000 candidates take 12 MB, and 0.8 MB for each base slot. */
const GREATEST_PAGES = 1024

const OPTIONS = [
  ...['--runtime', 'stub', '--enable', 'simd', '--noAssert', '--optimizeLevel', '3', '--shrinkLevel', '0'],
  ...['--initialMemory', '1', '--maximumMemory', String(GREATEST_PAGES)],
  // Registers are handed between functions of the kernel, never across its border.
  ...['--disableWarning', '112'],
]

/**
 * Compiles the kernel from AssemblyScript, byte for byte the same each time. In a process of its own: the compiler
 * declares the language it compiles for every file that shares a program with it.
 *
 * @throws Error with the compiler's words when the source is wrong
 */
export async function kernelModule(root: string): Promise<Uint8Array> {
  const compiler = createRequire(import.meta.url).resolve('assemblyscript/bin/asc.js')
  const folder = await mkdtemp(join(tmpdir(), 'firstframe-kernel-'))
  try {
    const outFile = join(folder, 'kernel.wasm')
    // With source maps on, the compiler does not start itself anew to turn them on.
    const words = ['--enable-source-maps', compiler, ENTRY, '--outFile', outFile, ...OPTIONS]
    await promisify(execFile)(process.execPath, words, { cwd: root })
    return await readFile(outFile)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
