import { transformSync } from '@swc/wasm'
import { transform } from 'esbuild'

/**
 * A bundled ES module as a script of ES5 syntax, which sets one global name. esbuild bundles and shortens, but does not
 * lower `const`, classes and loops over lists: that is done here.
 *
 * @throws Error when the bundle does not end with its list of exports
 */
export async function loweredScript(module: string, globalName: string, banner: string): Promise<string> {
  const { code } = transformSync(withMembers(module), OPTIONS)
  const wrapped = `var ${globalName} = (function () {\n'use strict'\n${code}\nreturn ${MEMBERS}\n})()`
  const shortened = await transform(wrapped, { minify: true, target: 'es5', charset: 'ascii', legalComments: 'none' })
  return `/*! ${banner} */\n${shortened.code}`
}

const OPTIONS = {
  isModule: false,
  // Helpers for symbols are for those who have some.
  env: { targets: { ie: '9' }, exclude: ['transform-typeof-symbol'] },
  jsc: {
    parser: { syntax: 'ecmascript' as const },
    // No list here is anything but an array, and no object has a getter or a symbol.
    assumptions: {
      arrayLikeIsIterable: true,
      iterableIsArray: true,
      ignoreFunctionLength: true,
      ignoreFunctionName: true,
      ignoreToPrimitiveHint: true,
      objectRestNoSymbols: true,
      setSpreadProperties: true,
      pureGetters: true,
      noDocumentAll: true,
    },
  },
}

const EXPORTS = /\nexport \{([\s\w,]+)\};\s*$/

const MEMBERS = 'members'

/** Exports become members of one object. */
function withMembers(module: string): string {
  const [list, names] = EXPORTS.exec(`\n${module}`) ?? []
  if (list === undefined || names === undefined) throw new Error('the bundle does not end with `export { names };`')
  const members = names
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => `${name}: ${name}`)
  return `${`\n${module}`.slice(0, -list.length)}\nvar ${MEMBERS} = { ${members.join(', ')} }`
}
