"""The SHA-256 of each font file the program ships, by its name; written by scripts/make_fonts.py."""

SUMS = {
    "KioskSansSC-Regular.otf": "33a237cd4b7c3ffa6692c6e2e8d3ede8347dae384fb8812869434f2053af7d8f",
    "KioskSansSC-Bold.otf": "2a9cd9cfb975e4f8f65f4548323c1ad9027869a85d54032456710fde19959917",
    "KioskSansSC-Rare.otf": "c05af8e0515da5ce66580268f6410ba988f149f7b4cbaac61e643d90ffb8f9f6",
    "beyond-bmp.txt": "c056db0316874f6520306081a62188922850b77c622efb7fb6fb0341b609dc65",
}
