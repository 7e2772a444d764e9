import { type Context, createContext, runInContext } from 'node:vm'

const OBJECT = 'constructor toString toLocaleString valueOf hasOwnProperty isPrototypeOf propertyIsEnumerable'
/** What ES5 has, by the object that has it. Source: ECMA-262, edition 5.1, clause 15. */
const ES5: Readonly<Record<string, string>> = {
  globalThis:
    'NaN Infinity undefined eval parseInt parseFloat isNaN isFinite decodeURI decodeURIComponent encodeURI encodeURIComponent Object Function Array String Boolean Number Date RegExp Error EvalError RangeError ReferenceError SyntaxError TypeError URIError Math JSON',
  Object:
    'length name prototype getPrototypeOf getOwnPropertyDescriptor getOwnPropertyNames create defineProperty defineProperties seal freeze preventExtensions isSealed isFrozen isExtensible keys',
  'Object.prototype': OBJECT,
  'Function.prototype': 'constructor toString apply call bind length name',
  Array: 'length name prototype isArray',
  'Array.prototype':
    'constructor length toString toLocaleString concat join pop push reverse shift slice sort splice unshift indexOf lastIndexOf every some forEach map filter reduce reduceRight',
  String: 'length name prototype fromCharCode',
  'String.prototype':
    'constructor length toString valueOf charAt charCodeAt concat indexOf lastIndexOf localeCompare match replace search slice split substring substr toLowerCase toLocaleLowerCase toUpperCase toLocaleUpperCase trim',
  Number: 'length name prototype MAX_VALUE MIN_VALUE NaN NEGATIVE_INFINITY POSITIVE_INFINITY',
  'Number.prototype': 'constructor toString toLocaleString valueOf toFixed toExponential toPrecision',
  Math: 'E LN10 LN2 LOG2E LOG10E PI SQRT1_2 SQRT2 abs acos asin atan atan2 ceil cos exp floor log max min pow random round sin sqrt tan',
  Date: 'length name prototype parse UTC now',
  'RegExp.prototype': 'constructor exec test toString',
  JSON: 'parse stringify',
}

/** A realm that has what ES5 has, and nothing else: no `Promise`, no `Map`, no timers, no network. */
export function es5Realm(): Context {
  const realm = createContext({})
  const strip = `(function (names, holder) {
    Reflect.ownKeys(holder).forEach(function (name) {
      if (names.indexOf(name) < 0) try { delete holder[name] } catch (kept) {}
    })
  })`
  // The global object last, as the others are found in it; Reflect and all newer names go with it.
  for (const [path, names] of Object.entries(ES5).reverse()) {
    runInContext(strip, realm)(names.split(' '), runInContext(path, realm))
  }
  return realm
}
