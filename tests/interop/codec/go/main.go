// The Go peer. "read": what stands in each line of bytes; "write SEED COUNT": random values.
package main

import (
	"bufio"
	"encoding/hex"
	"fmt"
	"math"
	"os"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"

	hessian "github.com/apache/dubbo-go-hessian2"
)

// Bean is a class that both sides know.
type Bean struct {
	Number     int32
	LongNumber int64
	Text       string
	Any        interface{}
}

// JavaClassName is its name in Java.
func (*Bean) JavaClassName() string { return "org.demo.Bean" }

func main() {
	hessian.RegisterPOJO(&Bean{})
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	switch os.Args[1] {
	case "read":
		read(out)
	case "write":
		seed, _ := strconv.ParseUint(os.Args[2], 10, 64)
		count, _ := strconv.Atoi(os.Args[3])
		write(out, seed, count)
	}
}

func read(out *bufio.Writer) {
	lines := bufio.NewReaderSize(os.Stdin, 1<<20)
	for {
		line, err := lines.ReadString('\n')
		if line = strings.TrimSuffix(line, "\n"); line != "" {
			fmt.Fprintln(out, decoded(line))
		}
		if err != nil {
			return
		}
	}
}

func decoded(line string) (result string) {
	defer func() {
		if panicked := recover(); panicked != nil {
			result = fmt.Sprint("panic: ", panicked)
		}
	}()
	bytes, err := hex.DecodeString(line)
	if err != nil {
		return err.Error()
	}
	value, err := hessian.NewDecoder(bytes).Decode()
	if err != nil {
		return strings.ReplaceAll(err.Error(), "\n", " ")
	}
	return text(value)
}

func write(out *bufio.Writer, seed uint64, count int) {
	random := newRandom(seed)
	for i := 0; i < count; i++ {
		value := random.value(4)
		fmt.Fprintf(out, "%s\t%s\n", encoded(value), text(value))
	}
	// Deliberately wrong: whoever compares must see it.
	fmt.Fprintf(out, "%s\t%s\n", encoded(int32(1)), text(int32(2)))
}

func encoded(value interface{}) string {
	encoder := hessian.NewEncoder()
	if err := encoder.Encode(value); err != nil {
		return "cannot be written: " + err.Error()
	}
	return hex.EncodeToString(encoder.Buffer())
}

// text is a value as one line: see src/text.rs, which makes the same. Nothing is met twice here.
func text(value interface{}) string {
	switch v := value.(type) {
	case nil:
		return "N"
	case bool:
		if v {
			return "T"
		}
		return "F"
	case int32:
		return fmt.Sprintf("i%d", v)
	case int64:
		return fmt.Sprintf("l%d", v)
	case float64:
		if math.IsNaN(v) {
			return "dNaN"
		}
		return fmt.Sprintf("d%016x", math.Float64bits(v+0.0))
	case time.Time:
		return fmt.Sprintf("t%d", v.UnixMilli())
	case []byte:
		return "b" + hex.EncodeToString(v)
	case string:
		units := utf16.Encode([]rune(v))
		bytes := make([]byte, 0, 2*len(units))
		for _, unit := range units {
			bytes = append(bytes, byte(unit>>8), byte(unit))
		}
		return "s" + hex.EncodeToString(bytes)
	case []interface{}:
		items := make([]string, len(v))
		for i, item := range v {
			items[i] = text(item)
		}
		return "[:" + strings.Join(items, " ") + "]"
	case map[interface{}]interface{}:
		entries := make(map[string]string)
		for key, item := range v {
			entries[text(key)] = text(item)
		}
		return "{:" + sorted(entries) + "}"
	case *Bean:
		return "(org.demo.Bean:" + sorted(map[string]string{
			"number": text(v.Number), "longNumber": text(v.LongNumber), "text": text(v.Text), "any": text(v.Any),
		}) + ")"
	}
	return fmt.Sprintf("?%v %v", reflect.TypeOf(value), value)
}

func sorted(entries map[string]string) string {
	keys := make([]string, 0, len(entries))
	for key := range entries {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	for i, key := range keys {
		keys[i] = key + "=" + entries[key]
	}
	return strings.Join(keys, " ")
}
