import { startBundled } from '../dev/bundled-command.mjs'

await startBundled('ff')
