using System.Numerics.Tensors;

namespace Pipeline.Detection.Multivariate;

/// <summary>Eigenvalues and eigenvectors of a symmetric matrix.</summary>
/// <remarks>
/// Householder's reduction to a tridiagonal matrix, then QL with implicit shifts: Golub and Van Loan, "Matrix Computations" (4th ed., 2013),
/// §8.3. Everything runs along rows, so that it is vectorised. O(n³).
/// </remarks>
internal sealed class SymmetricEigen
{
    private const int MostSweeps = 60;
    private readonly int _size;
    private readonly double[] _off;

    /// <summary>Decomposes a matrix.</summary>
    /// <param name="matrix">Row-major, symmetric, finite; overwritten.</param>
    /// <param name="size">Rows.</param>
    public SymmetricEigen(double[] matrix, int size)
    {
        (_size, _off) = (size, new double[size + 1]);
        (Values, Vectors) = (new double[size], new double[size * size]);
        Tridiagonalise(matrix);
        for (var i = 0; i < size; i++)
            Diagonalise(i);
        Sort();
    }

    /// <summary>Descending.</summary>
    public double[] Values { get; }

    /// <summary>Row-major: row i belongs to value i, and has length 1.</summary>
    public double[] Vectors { get; }

    private Span<double> Vector(int i) => Vectors.AsSpan(i * _size, _size);

    private void Tridiagonalise(double[] matrix)
    {
        var n = _size;
        Span<double> Row(int i, int from) => matrix.AsSpan((i * n) + from, n - from);
        var product = new double[n];
        var scales = new double[n]; // β of each reflection I - β·v·vᵀ; its v stays in the matrix' row
        for (var k = 0; k < n - 2; k++)
        {
            var v = Row(k, k + 1);
            var norm = Math.Sqrt(TensorPrimitives.Dot<double>(v, v));
            var alpha = v[0] > 0 ? -norm : norm;
            _off[k] = alpha;
            if (norm == 0)
                continue;
            v[0] -= alpha;
            var beta = 2 / TensorPrimitives.Dot<double>(v, v);
            scales[k] = beta;
            var p = product.AsSpan(k + 1);
            for (var i = k + 1; i < n; i++)
                p[i - k - 1] = beta * TensorPrimitives.Dot<double>(Row(i, k + 1), v);
            TensorPrimitives.MultiplyAdd(v, -beta / 2 * TensorPrimitives.Dot<double>(v, p), p, p);
            for (var i = k + 1; i < n; i++)
            {
                var row = Row(i, k + 1);
                TensorPrimitives.MultiplyAdd(p, -v[i - k - 1], row, row);
                TensorPrimitives.MultiplyAdd(v, -p[i - k - 1], row, row);
            }
        }
        if (n > 1)
            _off[n - 2] = matrix[((n - 2) * n) + n - 1];
        for (var i = 0; i < n; i++)
        {
            Values[i] = matrix[(i * n) + i];
            Vectors[(i * n) + i] = 1;
        }
        for (var k = n - 3; k >= 0; k--)
        {
            if (scales[k] == 0)
                continue;
            var v = Row(k, k + 1);
            for (var i = k + 1; i < n; i++)
            {
                var vector = Vector(i)[(k + 1)..];
                TensorPrimitives.MultiplyAdd(v, -scales[k] * TensorPrimitives.Dot<double>(vector, v), vector, vector);
            }
        }
    }

    private void Diagonalise(int first)
    {
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var last = first;
            while (last < _size - 1 && Math.Abs(_off[last]) > double.Epsilon + (1e-16 * (Math.Abs(Values[last]) + Math.Abs(Values[last + 1]))))
                last++;
            if (last == first)
                return;
            Sweep(first, last);
        }
    }

    /// <summary>One QL step with Wilkinson's shift on the block that does not fall apart.</summary>
    private void Sweep(int first, int last)
    {
        var g = (Values[first + 1] - Values[first]) / (2 * _off[first]);
        g = Values[last] - Values[first] + (_off[first] / (g + Math.CopySign(Math.Sqrt((g * g) + 1), g)));
        var (sine, cosine, p) = (1.0, 1.0, 0.0);
        for (var i = last - 1; i >= first; i--)
        {
            var (f, b) = (sine * _off[i], cosine * _off[i]);
            var r = Math.Sqrt((f * f) + (g * g));
            _off[i + 1] = r;
            if (r == 0)
            {
                Values[i + 1] -= p;
                _off[last] = 0;
                return;
            }
            (sine, cosine) = (f / r, g / r);
            g = Values[i + 1] - p;
            r = ((Values[i] - g) * sine) + (2 * cosine * b);
            p = sine * r;
            Values[i + 1] = g + p;
            g = (cosine * r) - b;
            Rotate(Vector(i), Vector(i + 1), sine, cosine);
        }
        Values[first] -= p;
        _off[first] = g;
        _off[last] = 0;
    }

    private static void Rotate(Span<double> low, Span<double> high, double sine, double cosine)
    {
        var width = System.Numerics.Vector<double>.Count;
        var i = 0;
        for (; i <= low.Length - width; i += width)
        {
            var (a, b) = (new System.Numerics.Vector<double>(low[i..]), new System.Numerics.Vector<double>(high[i..]));
            ((a * sine) + (b * cosine)).CopyTo(high[i..]);
            ((a * cosine) - (b * sine)).CopyTo(low[i..]);
        }
        for (; i < low.Length; i++)
            (low[i], high[i]) = ((cosine * low[i]) - (sine * high[i]), (sine * low[i]) + (cosine * high[i]));
    }

    private void Sort()
    {
        var order = Enumerable.Range(0, _size).OrderByDescending(i => Values[i]).ToArray();
        var (values, vectors) = ((double[])Values.Clone(), (double[])Vectors.Clone());
        for (var i = 0; i < _size; i++)
        {
            Values[i] = values[order[i]];
            vectors.AsSpan(order[i] * _size, _size).CopyTo(Vector(i));
        }
    }
}
