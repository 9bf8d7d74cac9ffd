package main

import (
	"math"
	"math/rand"
	"time"
)

// random makes up values; the same seed makes the same.
type random struct{ *rand.Rand }

func newRandom(seed uint64) random { return random{rand.New(rand.NewSource(int64(seed)))} }

func (r random) value(depth int) interface{} {
	if depth == 0 {
		return r.scalar()
	}
	switch r.Intn(8) {
	case 0, 1:
		// Go writes an empty list without counting it, so that there is none.
		list := make([]interface{}, 1+r.Intn(9))
		for i := range list {
			list[i] = r.value(depth - 1)
		}
		return list
	case 2:
		entries := make(map[interface{}]interface{})
		for i := r.Intn(6); i >= 0; i-- {
			entries[r.key()] = r.value(depth - 1)
		}
		return entries
	case 3:
		return &Bean{r.integer(), r.whole(), r.text(), r.value(depth - 1)}
	}
	return r.scalar()
}

func (r random) key() interface{} {
	switch r.Intn(3) {
	case 0:
		return r.integer()
	case 1:
		return r.whole()
	}
	return r.text()
}

func (r random) scalar() interface{} {
	switch r.Intn(9) {
	case 0:
		return nil
	case 1:
		return r.Intn(2) == 0
	case 2:
		return r.integer()
	case 3:
		return r.whole()
	case 4:
		return r.real()
	case 5:
		return time.UnixMilli(int64(r.Uint64()) >> 16)
	case 6:
		bytes := make([]byte, 1+r.length())
		r.Read(bytes)
		return bytes
	}
	return r.text()
}

func (r random) integer() int32 { return int32(r.Uint32()) >> r.Intn(32) }

func (r random) whole() int64 { return int64(r.Uint64()) >> r.Intn(64) }

func (r random) real() float64 {
	switch r.Intn(4) {
	case 0:
		return math.Float64frombits(r.Uint64())
	case 1:
		return float64(r.integer()) / 1000
	case 2:
		return float64(r.integer())
	}
	return r.NormFloat64()
}

// length is that of most texts, and once in a while that of one in several chunks.
func (r random) length() int {
	if r.Intn(200) == 0 {
		return r.Intn(70_000)
	}
	return r.Intn(40)
}

func (r random) text() string {
	isPlain := r.Intn(2) == 0
	text := make([]rune, r.length())
	for i := range text {
		text[i] = rune('a' + r.Intn(26))
		if c := rune(r.Intn(0x110000)); !isPlain && (c < 0xd800 || c >= 0xe000) {
			text[i] = c
		}
	}
	return string(text)
}
