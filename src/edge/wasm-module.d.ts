/** What the bundler makes of a `.wasm` import: a module, compiled when the worker is deployed. */
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
