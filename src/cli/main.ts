import { run } from './run.ts'

function processRuns(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: the process runs, but under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

// `ff export | head`: the reader closed the pipe early, which is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

const args = process.argv.slice(2)
// Not `process.exit`: it would cut a long answer that is still being written to the pipe.
process.exitCode = await run(args, {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  environment: process.env,
  json: args.includes('--json'),
  colour: process.stdout.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== 'dumb',
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && !process.env.CI,
  fetch,
  now: Date.now,
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
  processRuns,
})
