"""Makes a system that shows a difference small: takes out blocks, clauses and items while the difference stays.

Works on the text that generate.py writes (one clause a line), so that it needs to know nothing of what the clauses mean.
"""

import re

BLOCK = re.compile(r"^(component|mechanism|vulnerability|language|system) (\S+)")


def blocks(lines):
    """[(kind, name, first line, line after the last)] of the top level."""
    found, k = [], 0
    while k < len(lines):
        m = BLOCK.match(lines[k])
        if not m:
            k += 1
            continue
        end = k + 1
        if not lines[k].rstrip().endswith("}"):
            while end < len(lines) and lines[end] != "}":
                end += 1
            end += 1
        found.append((m.group(1), m.group(2), k, end))
        k = end
    return found


def items(line):
    """(heading, separator, items) of a clause, or None."""
    m = re.match(r"^(\s*\[[^\]]+\]\s*(?:::=|\+=|-=)\s*)(.*)$", line)
    if not m:
        return None
    for separator in (";", ",", " ("):
        parts = split(m.group(2), separator)
        if len(parts) > 1:
            return m.group(1), separator, parts
    return m.group(1), ",", [m.group(2)]


def split(text, separator):
    if separator == " (":
        return re.findall(r"\([^()]*\)", text) if text.startswith("(") else [text]
    parts, depth, now = [], 0, ""
    for c in text:
        depth += (c in "([") - (c in ")]")
        if c == separator and depth == 0:
            parts.append(now.strip())
            now = ""
        else:
            now += c
    return parts + [now.strip()]


def join(heading, separator, parts):
    return heading + {";": "; ", ",": ", ", " (": " "}[separator].join(parts)


def without_name(lines, name):
    """Lines without the items that speak of a name."""
    word = re.compile(r"(?<![A-Za-z0-9_-])%s(?![A-Za-z0-9_-])" % re.escape(name))
    found = []
    for line in lines:
        if not word.search(line):
            found.append(line)
            continue
        clause = items(line)
        if clause is None:
            found.append(line)
            continue
        kept = [p for p in clause[2] if not word.search(p)]
        if kept:
            found.append(join(clause[0], clause[1], kept))
        elif clause[0].strip().lower().startswith(("[mechanisms]", "[memory access]", "[call]")):
            found.append(clause[0] + "none")
    return found


def smaller(lines):
    """Candidates, the boldest first."""
    for kind, name, first, end in blocks(lines):
        if kind != "system":
            rest = lines[:first] + lines[end:]
            yield without_name(rest, name) if kind != "language" else rest
    for k, line in enumerate(lines):            # a variant or a function
        m = re.match(r"^    (variant|function) (\S+) \{$", line)
        if m:
            end = k + lines[k:].index("    }") + 1
            yield lines[:k] + lines[end:]
            if m.group(1) == "function":
                yield without_name(lines[:k] + lines[end:], m.group(2))
    for k, line in enumerate(lines):
        if re.match(r"^\s*\[", line):
            yield lines[:k] + lines[k + 1:]
    for k, line in enumerate(lines):
        clause = items(line)
        if clause and len(clause[2]) > 1:
            for j in range(len(clause[2])):
                yield lines[:k] + [join(clause[0], clause[1], clause[2][:j] + clause[2][j + 1:])] + lines[k + 1:]
    for k, line in enumerate(lines):            # simpler words
        for pattern, word in ((r"\[\w+\.\.\w+\]", ""), (r"\b(C\+\+|Go|Ada|Asm|Zig)(?!\w)", "C"), (r"X\.(call|return)", "X")):
            if not BLOCK.match(line) and re.search(pattern, line):
                yield lines[:k] + [re.sub(pattern, word, line)] + lines[k + 1:]


def shrink(text, still, limit=600):
    """The smallest text found for which still(text) holds; at most so many tries."""
    lines, tries, progress = text.splitlines(), 0, True
    while progress:
        progress = False
        for candidate in smaller(lines):
            tries += 1
            if tries > limit:
                return "\n".join(lines) + "\n"
            if still("\n".join(candidate) + "\n"):
                lines, progress = candidate, True
                break
    return "\n".join(lines) + "\n"
