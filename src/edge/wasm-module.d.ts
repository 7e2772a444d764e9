/** The bundler's type of a `.wasm` import: a module that is compiled at deployment. */
declare module '*.wasm' {
  const module: WebAssembly.Module
  export default module
}
