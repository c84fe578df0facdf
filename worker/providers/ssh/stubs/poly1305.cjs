// WebAssembly can't be compiled at run time in workerd; the adapter never offers chacha20, so nothing calls this.
module.exports = async () => ({
  cwrap: () => () => {
    throw new Error('chacha20-poly1305 is not available in a Worker')
  },
  _malloc: () => 0,
  HEAPU8: new Uint8Array(16),
})
