"""How colours look to people: contrast by WCAG 2.2, and their distance for readers with a colour deficiency."""

from __future__ import annotations

import math

DEFICIENCIES: dict[str, tuple[tuple[float, float, float], ...]] = {  # Machado et al. 2009, severity 1, linear sRGB
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip


def linear(colour: str) -> list[float]:
    """Red, green and blue of `#RRGGBB` as linear light from 0 to 1."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast of two colours, 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def over(colour: str, alpha: float, ground: str) -> str:
    """The colour that a half transparent one has on a ground."""
    pairs = ((int(colour[i : i + 2], 16), int(ground[i : i + 2], 16)) for i in (1, 3, 5))
    return "#" + "".join(f"{round(alpha * a + (1 - alpha) * b):02X}" for a, b in pairs)


def distance(one: str, other: str, deficiency: str | None = None) -> float:
    """How far two colours are apart in OKLab, times 100, for a reader with or without a deficiency."""
    return 100 * math.dist(_oklab(one, deficiency), _oklab(other, deficiency))


def _oklab(colour: str, deficiency: str | None) -> tuple[float, float, float]:
    light = linear(colour)
    if deficiency:
        rows = DEFICIENCIES[deficiency]
        light = [min(1, max(0, sum(a * b for a, b in zip(row, light, strict=True)))) for row in rows]
    r, g, b = light
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    mid = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * mid - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * mid + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * mid - 0.8086757660 * short,
    )
