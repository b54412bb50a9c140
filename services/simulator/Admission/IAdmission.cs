using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>Something that may complete or refuse writes, beyond what is valid in itself.</summary>
public interface IAdmission
{
    /// <summary>Completes an object, or refuses it, before it is validated.</summary>
    void Admit(AdmissionRequest request)
    {
    }

    /// <summary>Refuses an object after it was validated.</summary>
    void Validate(AdmissionRequest request)
    {
    }

    /// <summary>Refuses a deletion.</summary>
    void Delete(ResourceDefinition definition, StoredObject existing)
    {
    }
}
