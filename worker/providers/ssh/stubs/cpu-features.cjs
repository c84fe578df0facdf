module.exports = () => ({ flags: {} })
